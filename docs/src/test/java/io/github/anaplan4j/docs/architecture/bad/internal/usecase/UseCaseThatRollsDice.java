package io.github.anaplan4j.docs.architecture.bad.internal.usecase;

import java.security.SecureRandom;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

public class UseCaseThatRollsDice {
    double random() {
        return Math.random();
    }

    double strictRandom() {
        return StrictMath.random();
    }

    UUID id() {
        return UUID.randomUUID();
    }

    UUID innocentId(String text) {
        return UUID.fromString(text);
    }

    Object seeded() {
        return new Random(1);
    }

    Object split() {
        return new SplittableRandom(1);
    }

    Object generator() {
        return RandomGenerator.getDefault();
    }

    Object ofTheThread() {
        return ThreadLocalRandom.current();
    }

    Object secure() {
        return new SecureRandom();
    }
}
