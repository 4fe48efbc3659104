package io.github.anaplan4j.testkit;

/** Where the assertions about a fake begin. Needs AssertJ. */
public final class AnaplanAssertions {
    private AnaplanAssertions() {}

    /**
     * @param journal what a fake was asked
     * @return what can be said of it
     */
    public static JournalAssert assertThat(Journal journal) {
        return new JournalAssert(journal);
    }
}
