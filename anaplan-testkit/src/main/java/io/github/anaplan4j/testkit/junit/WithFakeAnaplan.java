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
 * Starts a {@link FakeAnaplan} for each test and stops it afterwards. A test, or a method before it, that has a parameter of the type
 * {@code FakeAnaplan}, {@link VirtualTime} or {@code TimeSource} gets the fake or its clock. If the test fails, what the fake was
 * asked and how its tasks stood is printed. Works with JUnit Jupiter 5.10 to 6.
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
     * Whether the class has one fake, whose port stays, as for an application that is started once; it is {@linkplain FakeAnaplan#reset
     * reset} before each test, while time goes on. Otherwise each test has its own. Only for an annotation on a class, whose tests
     * are not run at the same time then.
     */
    boolean perClass() default false;

    /**
     * How fast time goes for the fake: 60 makes a minute a second, 1 is real time, and 0, the default, is virtual time, which passes when
     * the code under test, or the test, lets it.
     */
    double timeFactor() default 0;
}
