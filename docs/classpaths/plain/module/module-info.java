/** An application without a framework, as a module. The transport is found on the module path. */
module com.example.plain {
    requires io.github.anaplan4j;
    requires io.github.anaplan4j.testkit;
    requires java.logging;
}
