package io.github.anaplan4j.internal.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LatestMapTest {
    @Test
    void whatCameFirstIsForgottenWhenThereIsOneTooMany() {
        Map<String, Integer> map = LatestMap.byArrival(2);
        map.put("a", 1);
        map.put("b", 2);
        assertThat(map).containsOnlyKeys("a", "b");
        map.get("a");
        map.put("c", 3);
        assertThat(map).containsOnlyKeys("b", "c");
    }

    @Test
    void orWhatWasNotUsedForLongest() {
        Map<String, Integer> map = LatestMap.byUse(2);
        map.put("a", 1);
        map.put("b", 2);
        map.get("a");
        map.put("c", 3);
        assertThat(map).containsOnlyKeys("a", "c");
    }
}
