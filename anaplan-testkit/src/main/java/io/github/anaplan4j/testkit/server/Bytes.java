package io.github.anaplan4j.testkit.server;

import java.util.Arrays;
import java.util.Objects;

/** Bytes that are equal by value. They are not copied, so nobody may change the array. */
public final class Bytes {
    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    /**
     * Returns bytes.
     *
     * @param array the array, not copied
     * @return bytes
     */
    public static Bytes of(byte... array) {
        return new Bytes(Objects.requireNonNull(array, "bytes of a body"));
    }

    byte[] array() {
        return array;
    }

    int length() {
        return array.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    @Override
    public String toString() {
        return array.length + " bytes";
    }
}
