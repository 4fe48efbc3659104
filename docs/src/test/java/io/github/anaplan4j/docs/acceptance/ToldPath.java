package io.github.anaplan4j.docs.acceptance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/** A path whose file system tells each call before it makes it. */
record ToldPath(ToldFileSystem system, Path real) implements Path {
    private Path told(Path path) {
        return new ToldPath(system, path);
    }

    static Path real(Path path) {
        return path instanceof ToldPath told ? told.real() : path;
    }

    @Override
    public ToldFileSystem getFileSystem() {
        return system;
    }

    @Override
    public boolean isAbsolute() {
        return real.isAbsolute();
    }

    @Override
    public Path getRoot() {
        return told(real.getRoot());
    }

    @Override
    public Path getFileName() {
        return told(real.getFileName());
    }

    @Override
    public Path getParent() {
        return told(real.getParent());
    }

    @Override
    public int getNameCount() {
        return real.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return told(real.getName(index));
    }

    @Override
    public Path subpath(int begin, int end) {
        return told(real.subpath(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof ToldPath told && real.startsWith(told.real);
    }

    @Override
    public boolean endsWith(Path other) {
        return other instanceof ToldPath told && real.endsWith(told.real);
    }

    @Override
    public Path normalize() {
        return told(real.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return told(real.resolve(real(other)));
    }

    @Override
    public Path resolve(String other) {
        return told(real.resolve(other));
    }

    @Override
    public Path relativize(Path other) {
        return told(real.relativize(real(other)));
    }

    @Override
    public URI toUri() {
        return real.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return told(real.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        system.tell("toRealPath", this);
        return told(real.toRealPath(options));
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return real.compareTo(real(other));
    }

    @Override
    public String toString() {
        return real.toString();
    }
}
