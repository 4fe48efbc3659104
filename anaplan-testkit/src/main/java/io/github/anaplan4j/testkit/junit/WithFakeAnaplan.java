package io.github.anaplan4j.testkit.junit;

import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts a {@link FakeAnaplan} for each test and stops it afterwards. A test, or a method before it, that has a
 * parameter of the type {@code FakeAnaplan}, {@link VirtualTime} or {@code TimeSource} gets the fake or its clock. So
 * does a constructor, which for a fake of a single test needs JUnit 5.12. The nearest annotation counts: a nested class
 * or a method with its own has a fake of its own. If the test fails, what the fake was asked and how its tasks stood is
 * printed. Works with JUnit Jupiter 5.10 to 6.
 *
 * <pre>{@code
 * @Test
 * @WithFakeAnaplan
 * void aFailedStepIsReported(FakeAnaplan fake, VirtualTime time) { ... }
 * }</pre>
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FakeAnaplanExtension.class)
@SuppressWarnings("exports") // JUnit, which nobody needs who does not use it
public @interface WithFakeAnaplan {
    /**
     * Says whether the class has one fake, as for an application that is started once. Its port stays; it is
     * {@linkplain FakeAnaplan#reset reset} before each test, while time goes on. Otherwise each test has its own.
     * Only for an annotation on a class, whose tests are not run at the same time then; on a method it is refused.
     *
     * @return whether there is one fake for all tests of the class
     */
    boolean perClass() default false;

    /**
     * Says by which clock the fake lives.
     *
     * @return the clock; virtual unless something else is said
     */
    Clock clock() default Clock.VIRTUAL;

    /**
     * Says how many times as fast real time goes for the fake: 60 makes a minute a second. Only with {@link
     * Clock#REAL}.
     *
     * @return the factor, from 0.001 to 10,000,000
     */
    double timeFactor() default 1;

    /** The clocks that a fake can live by. */
    enum Clock {
        /** Time passes when the code under test, or the test, lets it. */
        VIRTUAL,
        /** Time passes by itself, faster by {@link WithFakeAnaplan#timeFactor}. */
        REAL
    }
}
