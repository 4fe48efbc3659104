package io.github.anaplan4j.testkit.junit;

import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.time.FastTime;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives tests a {@link FakeAnaplan}: by the annotation {@link WithFakeAnaplan}, or in a field. A static field has one
 * fake for the whole class, which is reset before each test:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final FakeAnaplanExtension anaplan = FakeAnaplanExtension.inVirtualTime();
 * }</pre>
 */
@SuppressWarnings("exports") // JUnit, which nobody needs who does not use it
public final class FakeAnaplanExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(FakeAnaplanExtension.class);
    private static final String OF_FIELD = "fake of a static field";

    private final @Nullable Supplier<TimeSource> clockOfField;
    private volatile @Nullable Running inField;

    // JUnit closes what is left in its store: that of a test whose constructor has failed.
    @SuppressWarnings("deprecation") // JUnit 5.12 and before know the one, later ones the other
    private record Running(FakeAnaplan fake, TimeSource time)
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        static Running start(TimeSource time) {
            return new Running(FakeAnaplan.start(time), time);
        }

        @Override
        public void close() {
            fake.close();
        }
    }

    /** Makes the extension that {@link WithFakeAnaplan} registers. */
    public FakeAnaplanExtension() {
        this.clockOfField = null;
    }

    private FakeAnaplanExtension(Supplier<TimeSource> clock) {
        this.clockOfField = clock;
    }

    /** {@return an extension whose fake lives in virtual time} */
    public static FakeAnaplanExtension inVirtualTime() {
        return new FakeAnaplanExtension(VirtualTime::create);
    }

    /**
     * Makes an extension whose fake lives in real time, made faster.
     *
     * @param factor how many seconds pass for the fake in a real one; from 0.001 to 10,000,000, or the fake
     *     does not start
     * @return the extension
     */
    public static FakeAnaplanExtension inFastTime(double factor) {
        return new FakeAnaplanExtension(() -> FastTime.times(factor));
    }

    /**
     * Returns the fake of this field.
     *
     * @return the fake
     * @throws IllegalStateException if no test is being run
     */
    public FakeAnaplan fake() {
        return running().fake();
    }

    /**
     * Returns the clock of that fake.
     *
     * @return the clock
     * @throws IllegalStateException if no test is being run, or time is not virtual
     */
    public VirtualTime time() {
        if (running().time() instanceof VirtualTime virtual) {
            return virtual;
        }
        throw new IllegalStateException("This fake does not live in virtual time; use inVirtualTime().");
    }

    private Running running() {
        Running running = inField;
        if (running == null) {
            throw new IllegalStateException(
                    "No fake is running. It starts before each test, or before the class if this field is static.");
        }
        return running;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (clockOfField == null) {
            ofClass(context);
        } else if (store(context).get(OF_FIELD) == null) { // a nested class has that of the class around it
            inField = started(context, OF_FIELD, clockOfField);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Running ofClass = ofClass(context);
        if (ofClass != null) {
            ofClass.fake().reset();
        } else if (clockOfField == null) {
            ofTest(context);
        } else {
            inField = started(context, key(context), clockOfField);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Running ofTest = store(context).get(key(context), Running.class);
        Running running = ofTest == null ? ofClass(context) : ofTest;
        if (running != null && context.getExecutionException().isPresent()) {
            System.err.println(running.fake().describe());
        }
        stop(context, key(context));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop(context, clockOfField == null ? key(context) : OF_FIELD);
    }

    private void stop(ExtensionContext context, String key) {
        Running running = store(context).remove(key, Running.class);
        if (running != null) {
            inField = null;
            running.close();
        }
    }

    /** Returns the fake that the class has for all its tests, if it has one; started if it is asked for early. */
    private @Nullable Running ofClass(ExtensionContext context) {
        if (clockOfField != null) {
            return store(context).get(OF_FIELD, Running.class);
        }
        ExtensionContext annotated = annotated(context);
        Optional<WithFakeAnaplan> settings = annotation(annotated).filter(WithFakeAnaplan::perClass);
        if (settings.isEmpty()) {
            return null;
        }
        if (annotated.getTestMethod().isPresent()) {
            throw new ExtensionConfigurationException("perClass is for an annotation on a class, and not on a method"
                    + " as " + annotated.getDisplayName() + ", which has a fake of its own without it.");
        }
        return started(annotated, key(annotated), () -> clock(settings.get()));
    }

    private Running ofTest(ExtensionContext context) {
        return started(
                context,
                key(context),
                () -> annotation(annotated(context))
                        .map(FakeAnaplanExtension::clock)
                        .orElseGet(VirtualTime::create));
    }

    private synchronized Running started(ExtensionContext context, String key, Supplier<TimeSource> clock) {
        Running running = store(context).get(key, Running.class);
        if (running == null) {
            running = Running.start(clock.get());
            store(context).put(key, running);
        }
        return running;
    }

    // A store is found from the contexts below, too, which have fakes of their own.
    private static String key(ExtensionContext context) {
        return context.getUniqueId();
    }

    private static TimeSource clock(WithFakeAnaplan wanted) {
        return switch (wanted.clock()) {
            case REAL -> FastTime.times(wanted.timeFactor());
            case VIRTUAL -> {
                if (wanted.timeFactor() != 1) {
                    throw new ExtensionConfigurationException("Virtual time has no timeFactor: it passes when somebody"
                            + " lets it. Say clock = REAL as well, or leave the factor out.");
                }
                yield VirtualTime.create();
            }
        };
    }

    // The nearest annotation counts, as with JUnit's own: that of a nested class or of a method, if it has one.
    private static ExtensionContext annotated(ExtensionContext context) {
        ExtensionContext at = context;
        while (annotation(at).isEmpty() && at.getParent().isPresent()) {
            at = at.getParent().get();
        }
        return at;
    }

    private static Optional<WithFakeAnaplan> annotation(ExtensionContext context) {
        return context.getElement()
                .flatMap(element -> AnnotationSupport.findAnnotation(element, WithFakeAnaplan.class));
    }

    /** {@return that the constructor of a test is called for that test, whose fake it can have; from JUnit 5.12 on} */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return clockOfField == null
                && (type == FakeAnaplan.class || type == VirtualTime.class || type == TimeSource.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running ofClass = ofClass(context);
        if (ofClass == null && context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("Each test has a fake Anaplan of its own here, and this is called"
                    + " for no single test. Annotate the class with @WithFakeAnaplan(perClass = true).");
        }
        Running running = ofClass == null ? ofTest(context) : ofClass;
        Class<?> type = parameter.getParameter().getType();
        if (type == FakeAnaplan.class) {
            return running.fake();
        }
        if (type == VirtualTime.class && !(running.time() instanceof VirtualTime)) {
            throw new ParameterResolutionException(
                    "The fake Anaplan lives in real time here, because of its clock." + " Take a TimeSource instead.");
        }
        return running.time();
    }

    // Of its own for each field, so that several of them do not meet.
    private ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(clockOfField == null ? NAMESPACE : Namespace.create(FakeAnaplanExtension.class, this));
    }
}
