package io.github.anaplan4j.internal.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever bytes arrive, decoding ends in a status or in the documented error. */
class TaskStatusFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void anyBytesDecodeOrAreRefused(byte[] body) {
        try {
            TaskStatusDecoder.decode(Json.object(body));
        } catch (Json.Unexpected documented) {
            // the one way to refuse a body
        }
    }
}
