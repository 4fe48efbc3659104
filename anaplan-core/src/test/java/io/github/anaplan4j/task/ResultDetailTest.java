package io.github.anaplan4j.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultDetailTest {
    @Test
    void valuesComeInPairsAndTheRawListIsKept() {
        ResultDetail detail = new ResultDetail(
                "hierarchyRowsProcessed",
                null,
                0,
                Arrays.asList("failedCount", "2", "serverAlert", null, "failedCount", "3", null, "4", "odd"));

        assertThat(detail.pairs())
                .containsExactly(
                        new ResultDetail.Pair("failedCount", "2"),
                        new ResultDetail.Pair("serverAlert", null),
                        new ResultDetail.Pair("failedCount", "3"),
                        new ResultDetail.Pair(null, "4"));
        assertThat(detail.values())
                .containsExactly("failedCount", "2", "serverAlert", null, "failedCount", "3", null, "4", "odd");
    }

    @Test
    void noValuesAreNoPairs() {
        assertThat(new ResultDetail("", null, 0, List.of()).pairs()).isEmpty();
    }
}
