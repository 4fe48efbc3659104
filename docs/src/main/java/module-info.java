/** The examples that the guide quotes, ready to run. */
module io.github.anaplan4j.docs {
    requires io.github.anaplan4j;
    requires io.github.anaplan4j.testkit;
    requires io.github.anaplan4j.transport.feign;
    requires io.github.anaplan4j.transport.httpclient;
    requires static org.jspecify;
    requires me.tongfei.progressbar;
}
