package io.github.anaplan4j.docs.acceptance;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The file system of this machine, which tells each call before it makes it, and a write also at its half.
 *
 * <p>A call that nobody needs here is not supported: whoever comes to need it adds it, and then it is told as well.
 */
final class ToldFileSystem extends FileSystem {
    private final Consumer<String> steps;
    private final FileSystemProvider provider = new Provider();

    private ToldFileSystem(Consumer<String> steps) {
        this.steps = steps;
    }

    /** {@return a path that tells what is done with it and with all paths that are made from it} */
    static Path path(Path real, Consumer<String> steps) {
        return new ToldPath(new ToldFileSystem(steps), real);
    }

    void tell(String call, Path path) {
        String name = String.valueOf(path.getFileName());
        steps.accept("file " + call + " " + name.substring(name.lastIndexOf('-') + 1)); // of an id, its digest
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    private final class Provider extends FileSystemProvider {
        @Override
        public String getScheme() {
            return "told";
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            tell("checkAccess", path);
            real(path).checkAccess(ToldPath.real(path), modes);
        }

        private FileSystemProvider real(Path path) {
            return ToldPath.real(path).getFileSystem().provider();
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
                throws IOException {
            tell("readAttributes", path);
            return Files.readAttributes(ToldPath.real(path), type, options);
        }

        // What is done with it comes before the next call.
        @Override
        public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
            tell("getFileAttributeView", path);
            return Files.getFileAttributeView(ToldPath.real(path), type, options);
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            return newFileChannel(path, options, attributes);
        }

        @Override
        public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            tell("open", path);
            return new ToldChannel(
                    FileChannel.open(ToldPath.real(path), options, attributes), call -> tell(call, path));
        }

        @Override
        public void move(Path source, Path target, CopyOption... options) throws IOException {
            tell("move", source);
            Files.move(ToldPath.real(source), ToldPath.real(target), options);
        }

        @Override
        public void delete(Path path) throws IOException {
            tell("delete", path);
            Files.delete(ToldPath.real(path));
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path getPath(URI uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void createDirectory(Path path, FileAttribute<?>... attributes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void copy(Path source, Path target, CopyOption... options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isSameFile(Path path, Path other) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isHidden(Path path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileStore getFileStore(Path path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.copyOf(List.of("basic", "posix"));
    }

    @Override
    public Path getPath(String first, String... more) {
        return new ToldPath(this, Path.of(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
