package io.github.anaplan4j.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options for starting an action.
 *
 * <p>Immutable: each {@code with} method returns a copy.
 *
 * @param localeName the language of messages, such as {@code en_US}, the only one that Anaplan documents
 * @param mappings the answers to what an import asks for at each run
 * @param retryWhenBusy whether to try again later when the model is busy, locked or in maintenance (409, 423, 424)
 */
public record StartOptions(String localeName, List<Mapping> mappings, boolean retryWhenBusy) {
    /**
     * Copies the list.
     *
     * @param localeName the language of messages, such as {@code en_US}, the only one that Anaplan documents
     * @param mappings the answers to what an import asks for at each run
     * @param retryWhenBusy whether to try again later when the model is busy, locked or in maintenance
     */
    public StartOptions {
        Objects.requireNonNull(localeName, "localeName");
        mappings = List.copyOf(mappings);
    }

    /**
     * The answer to one question of an import with mapping at run time.
     *
     * @param importId the import inside a process that asks, or null if an import itself is started
     * @param entityType the dimension that is asked for, such as {@code Version}
     * @param entityName the chosen item of it
     */
    public record Mapping(@Nullable String importId, String entityType, String entityName) {
        /**
         * Checks that nothing required is missing.
         *
         * @param importId the import inside a process that asks, or null if an import itself is started
         * @param entityType the dimension that is asked for, such as {@code Version}
         * @param entityName the chosen item of it
         */
        public Mapping {
            Objects.requireNonNull(entityType, "entityType");
            Objects.requireNonNull(entityName, "entityName");
        }
    }

    /** {@return the default options: {@code en_US}, no mappings, and an error when the model is busy} */
    public static StartOptions defaults() {
        return new StartOptions("en_US", List.of(), false);
    }

    /**
     * Sets the language of messages.
     *
     * @param newLocaleName the language, such as {@code en_US}
     * @return a copy with that language
     */
    public StartOptions withLocaleName(String newLocaleName) {
        return new StartOptions(newLocaleName, mappings, retryWhenBusy);
    }

    /**
     * Answers a question of the import that is started.
     *
     * @param entityType the dimension that is asked for
     * @param entityName the chosen item of it
     * @return a copy with that answer too
     */
    public StartOptions withMapping(String entityType, String entityName) {
        return with(new Mapping(null, entityType, entityName));
    }

    /**
     * Answers a question of one import inside the process that is started.
     *
     * @param importId the import
     * @param entityType the dimension that is asked for
     * @param entityName the chosen item of it
     * @return a copy with that answer too
     */
    public StartOptions withMapping(String importId, String entityType, String entityName) {
        return with(new Mapping(Ids.check("import id", importId), entityType, entityName));
    }

    private StartOptions with(Mapping mapping) {
        List<Mapping> longer = new ArrayList<>(mappings);
        longer.add(mapping);
        return new StartOptions(localeName, longer, retryWhenBusy);
    }

    /**
     * Sets whether to try again when the model is busy.
     *
     * <p>Then such an answer is believed: a new task of the same action is taken for somebody else's, and waited for.
     *
     * @param newRetryWhenBusy whether to try again later when the model is busy, locked or in maintenance
     * @return a copy with that choice
     */
    public StartOptions withRetryWhenBusy(boolean newRetryWhenBusy) {
        return new StartOptions(localeName, mappings, newRetryWhenBusy);
    }
}
