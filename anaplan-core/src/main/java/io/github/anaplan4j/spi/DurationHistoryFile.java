package io.github.anaplan4j.spi;

import io.github.anaplan4j.internal.base.UninterruptedFiles;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps durations in a file, which programs share.
 *
 * <p>What it has read it keeps until the file is another one, so that a watch costs a look at the directory.
 */
final class DurationHistoryFile implements DurationHistory {
    private static final String FIRST_LINE =
            "# anaplan4j durations 1: an action, then its latest runs with milliseconds, oldest first";
    private static final int RUNS = 50;
    private static final int ACTIONS = 300;
    private static final int LARGEST = 4 * 1024 * 1024;
    private static final int LONGEST_EXCERPT = 60;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Path file;
    private final Duration longestWait;
    private @Nullable Content latest;

    /** Tells a file from the one that is put in its place. */
    private record Version(
            FileTime modified, long size, @Nullable Object key) {}

    private record Content(Version version, InMemoryDurationHistory known) {}

    DurationHistoryFile(Path file) {
        this(file, LONGEST_WAIT);
    }

    DurationHistoryFile(Path file, Duration longestWait) {
        this.file = file.toAbsolutePath().normalize();
        this.longestWait = longestWait;
    }

    @Override
    public List<Duration> durations(ActionRef action) {
        try {
            return UninterruptedFiles.run(this::known).durations(action);
        } catch (IOException unreadable) {
            throw named(unreadable);
        }
    }

    @Override
    public void add(TaskRef task, Duration duration) {
        try (Closeable lock = lock()) {
            InMemoryDurationHistory known = UninterruptedFiles.run(this::read);
            known.add(task, duration);
            UninterruptedFiles.run(() -> {
                OwnersFile.writeLocked(file, text(known));
                return lock;
            });
        } catch (IOException failed) {
            throw named(failed);
        }
    }

    // What a system says is often not of which file.
    private UncheckedIOException named(IOException failure) {
        boolean isNamed = String.valueOf(failure.getMessage()).contains(file.toString());
        return new UncheckedIOException(
                isNamed ? failure : new IOException(file + ": " + failure.getMessage(), failure));
    }

    private Closeable lock() throws IOException {
        if (!Files.isDirectory(file.getParent())) {
            throw new NoSuchFileException(file.toString(), null, "its directory does not exist; create it first");
        }
        return OwnersFile.lock(file, longestWait);
    }

    // A file is never changed, but replaced. So what is read is one that was whole, though perhaps a later one.
    private synchronized InMemoryDurationHistory known() throws IOException {
        Version version = version();
        if (latest == null || !latest.version.equals(version)) {
            latest = new Content(version, read());
        }
        return latest.known;
    }

    private Version version() throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(now.lastModifiedTime(), now.size(), now.fileKey());
        } catch (NoSuchFileException none) {
            return new Version(FileTime.fromMillis(0), -1, null);
        }
    }

    private InMemoryDurationHistory read() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException none) {
            bytes = new byte[0];
        }
        InMemoryDurationHistory known = new InMemoryDurationHistory(RUNS, ACTIONS);
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        if (!lines.isEmpty() && !lines.get(0).equals(FIRST_LINE) || bytes.length > LARGEST) {
            throw new IOException(file + " is no file of durations, or of another version of this library: it begins"
                    + " with " + excerpt(lines.get(0)) + ". Name another file, or move this one away");
        }
        for (int number = 2; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            try {
                addLine(line, known);
            } catch (IllegalArgumentException broken) {
                throw new IOException(
                        file + ", line " + number + ": " + excerpt(line)
                                + " is no action with its runs. Delete that line, or the file",
                        broken);
            }
        }
        return known;
    }

    private static String excerpt(String line) {
        String start = line.length() <= LONGEST_EXCERPT ? line : line.substring(0, LONGEST_EXCERPT) + "...";
        return '"' + start.replaceAll("\\p{Cntrl}", "?") + '"';
    }

    private static void addLine(String line, InMemoryDurationHistory known) {
        String[] words = line.split(" ", -1);
        for (int run = 1; run < words.length; run++) {
            int equals = words[run].lastIndexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("no = in " + words[run]);
            }
            long millis = Long.parseLong(words[run].substring(equals + 1));
            if (millis < 0) {
                throw new IllegalArgumentException("a negative duration in " + words[run]);
            }
            TaskRef task = TaskRef.parse(words[0] + "/tasks/" + words[run].substring(0, equals));
            known.add(task, Duration.ofMillis(millis));
        }
        if (words.length < 2) {
            throw new IllegalArgumentException("no runs");
        }
    }

    private static String text(InMemoryDurationHistory known) {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        known.forEach((action, runs) -> {
            text.append(action);
            runs.forEach((taskId, duration) ->
                    text.append(' ').append(taskId).append('=').append(duration.toMillis()));
            text.append('\n');
        });
        return text.toString();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
