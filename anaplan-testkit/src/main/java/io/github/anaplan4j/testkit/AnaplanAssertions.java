package io.github.anaplan4j.testkit;

/** The entry to assertions about a fake. They need AssertJ. */
public final class AnaplanAssertions {
    private AnaplanAssertions() {}

    /**
     * Begins assertions about a journal.
     *
     * @param journal the journal of a fake
     * @return the assertions
     */
    public static JournalAssert assertThat(Journal journal) {
        return new JournalAssert(journal);
    }
}
