/** An application on Spring Boot, as a module. The transport is found on the module path. */
module com.example.onboot {
    requires io.github.anaplan4j;
    requires io.github.anaplan4j.testkit;
    requires org.apache.commons.logging; // Spring does, and its jars do not say so
    requires spring.boot;
    requires spring.boot.autoconfigure;

    // Spring makes the application, and reads its annotations.
    opens com.example.onboot to
            spring.beans,
            spring.context,
            spring.core;
}
