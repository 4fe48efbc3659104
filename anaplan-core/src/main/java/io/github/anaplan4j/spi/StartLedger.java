package io.github.anaplan4j.spi;

import io.github.anaplan4j.task.ActionRef;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps one line of text for each action, and lets one holder at a time in.
 *
 * <p>The client writes down there that it is about to start an action, and what came of it. So a program that died in
 * between finds out on its next run, instead of starting again. What the text says is the client's business; a store
 * keeps it as it is. It has no secret, and a few kilobytes at most.
 *
 * <p>For a database, that is a table with the action as its key and a text beside it, and a lock that belongs to the
 * session, such as an advisory lock: it may be held for as long as a run takes, and must be free when the program dies.
 *
 * <p>A client also opens slots beside that of an action, whose ids end like {@code ~1}. In the one that ends with
 * {@code ~0} it remembers ends that it saw of tasks that others have, and holds it for a moment only. Of the rest it
 * holds one for as long as it lives and has handed out a task of that action whose end it has not seen. So others tell
 * whether it died. Where no such slot can be opened, the ledger lets go of a task when the start returns it.
 *
 * <p>It is called on threads of the client's own. A call that takes ten seconds longer than it was told to is left
 * behind: a start that is not sent yet fails, and one that was sent goes on without it. What the slot was told
 * meanwhile is done when that call is over. Whatever a call throws, an {@link Error} too, is a failure of that call,
 * and never replaces the task or the outcome that the ledger was told of. {@link #isDurable} and {@code toString} are
 * asked once, when the client is built. Whoever sees the end of a task waits for the ledger to know it, a second at
 * most.
 *
 * <p>Implementations are thread-safe.
 */
public interface StartLedger {
    /**
     * Waits for the slot of an action, and locks it.
     *
     * <p>Only one holder in all programs and threads has it. The lock is not bound to the thread, and is free when the
     * holder closes the slot or its program dies.
     *
     * @param action the action
     * @param atMost how long to wait for whoever holds it, in real time
     * @return the slot; empty if it was held by somebody else all the time
     * @throws IOException if the ledger cannot be used
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Optional<Slot> open(ActionRef action, Duration atMost) throws IOException, InterruptedException;

    /**
     * {@return whether what is written outlives this program}
     *
     * <p>If so, a run holds its slot until its outcome is known, and the same action does not run twice at once through
     * this ledger. What a start returned stays there until its end was seen, and is given to the next start or run if
     * the program dies before that. The default is true.
     */
    default boolean isDurable() {
        return true;
    }

    /**
     * Makes a ledger in memory, which is what a client has unless told otherwise.
     *
     * <p>It tells the starts of this program apart, and forgets all when the program ends. Clients that share one know
     * each other's starts.
     *
     * @return a ledger
     */
    static StartLedger inMemory() {
        return new StartLedgerInMemory();
    }

    /**
     * Makes a ledger of files, for all programs on this machine that name the same directory.
     *
     * <p>Each action has a file, which is named after its model and itself. It is replaced as a whole and is for its
     * owner alone, and two more lock it. Do not delete them while a program runs. A file that has lost its line, as in
     * a crash of the disk, is an error at each start of its action until that is settled by hand.
     *
     * @param directory a directory that exists, on a disk of this machine; one that is missing is an error at each
     *     start, because a new one would know nothing
     * @return a ledger
     */
    static StartLedger file(Path directory) {
        return new StartLedgerFile(directory);
    }

    /**
     * Holds the line of one action, locked.
     *
     * <p>It is used by one thread at a time. Where its line cannot be read, its {@code toString} tells where that is.
     */
    interface Slot extends Closeable {
        /**
         * Reads the line.
         *
         * @return what was written last; empty if nothing was, and not if it is lost
         * @throws IOException if it cannot be read
         */
        Optional<String> read() throws IOException;

        /**
         * Replaces the line.
         *
         * <p>When this returns, the new line is safe. If it throws, the line is the old one or the new one. It works in
         * an interrupted thread, too.
         *
         * @param text one line of printable ASCII
         * @throws IOException if it cannot be written
         */
        void write(String text) throws IOException;

        /**
         * Gives the slot back.
         *
         * @throws IOException if something went wrong; the lock is free all the same
         */
        @Override
        void close() throws IOException;
    }
}
