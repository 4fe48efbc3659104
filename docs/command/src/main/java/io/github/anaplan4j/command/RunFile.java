package io.github.anaplan4j.command;

import io.github.anaplan4j.command.setup.SetupException;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.TaskRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that one program has at a time, with the task that it has under way.
 *
 * <p>The task stays in it until all is done that follows the run, so that a program that was killed meanwhile goes on
 * with it. The ledger of starts knows of a task only until its end was seen.
 */
final class RunFile implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int LONGEST = 4096;

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private RunFile(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Waits until no other program has the file.
     *
     * @param path the file
     * @param what what it is for, in words
     * @param most how long to wait
     * @param time the time
     * @return the file
     * @throws HeldException if another program has it for longer
     */
    static RunFile open(Path path, String what, Duration most, TimeSource time) {
        long begin = time.nanoTime();
        try {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            while (true) {
                FileLock lock = lock(channel);
                if (lock != null) {
                    return new RunFile(path, channel, lock);
                }
                if (time.nanoTime() - begin >= most.toNanos()) {
                    channel.close();
                    throw new HeldException("Another program on this machine has " + what
                            + " under way. Nothing was started. To wait for it, use --wait.");
                }
                time.sleep(BETWEEN_LOOKS);
            }
        } catch (IOException failed) {
            throw new SetupException("The file " + path + " of " + what + " cannot be used: " + failed, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HeldException("Interrupted while another program had " + what + " under way.");
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProgram) {
            return null;
        }
    }

    /** {@return the task that was under way} */
    Optional<TaskRef> task() throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST);
        while (text.hasRemaining() && channel.read(text, text.position()) > 0) {
            // until all is there
        }
        String line = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
        try {
            return line.isBlank() ? Optional.empty() : Optional.of(TaskRef.parse(line));
        } catch (IllegalArgumentException tornWhileItWasWritten) { // so no end was seen, and the ledger has the task
            return Optional.empty();
        }
    }

    void write(TaskRef task) throws IOException {
        channel.truncate(0);
        ByteBuffer text = ByteBuffer.wrap((task + "\n").getBytes(StandardCharsets.UTF_8));
        while (text.hasRemaining()) {
            channel.write(text, text.position());
        }
        channel.force(true);
    }

    /** Forgets the task, for all is done. */
    void clear() throws IOException {
        channel.truncate(0);
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
