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
    private static final String OF_CLASS = "fake of the class";
    private static final String OF_TEST = "fake of the test";

    private final @Nullable Supplier<TimeSource> clockOfField;
    private volatile @Nullable Running inField;

    private record Running(FakeAnaplan fake, TimeSource time) {
        static Running start(TimeSource time) {
            return new Running(FakeAnaplan.start(time), time);
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
     * @param factor how many seconds pass for the fake in a real one; above 0, or the fake does not start
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
        boolean wanted = clockOfField != null
                || annotation(context).map(WithFakeAnaplan::perClass).orElse(false);
        if (wanted && ofClass(context) == null) { // a nested class has that of the class around it
            store(context).put(OF_CLASS, started(context));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Running ofClass = ofClass(context);
        if (ofClass == null) {
            store(context).put(OF_TEST, started(context));
        } else {
            ofClass.fake().reset();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Running running = find(context);
        if (running == null) {
            return;
        }
        if (context.getExecutionException().isPresent()) {
            System.err.println(running.fake().describe());
        }
        if (ofClass(context) == null) {
            stop(context, OF_TEST);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop(context, OF_CLASS);
    }

    private void stop(ExtensionContext context, String key) {
        Running running = store(context).remove(key, Running.class);
        if (running != null) {
            inField = null;
            running.fake().close();
        }
    }

    private Running started(ExtensionContext context) {
        if (clockOfField == null) {
            return Running.start(
                    annotation(context).map(FakeAnaplanExtension::clock).orElseGet(VirtualTime::create));
        }
        Running running = Running.start(clockOfField.get());
        inField = running;
        return running;
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

    private static Optional<WithFakeAnaplan> annotation(ExtensionContext context) {
        for (ExtensionContext at = context; at != null; at = at.getParent().orElse(null)) {
            Optional<WithFakeAnaplan> found = at.getElement()
                    .flatMap(element -> AnnotationSupport.findAnnotation(element, WithFakeAnaplan.class));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return clockOfField == null
                && (type == FakeAnaplan.class || type == VirtualTime.class || type == TimeSource.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = find(context);
        if (running == null) {
            throw new ParameterResolutionException(
                    "There is no fake Anaplan yet: it starts before each test. For constructors"
                            + " and @BeforeAll methods annotate the class with @WithFakeAnaplan(perClass = true).");
        }
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

    private @Nullable Running find(ExtensionContext context) {
        Running ofTest = store(context).get(OF_TEST, Running.class);
        return ofTest == null ? ofClass(context) : ofTest;
    }

    private @Nullable Running ofClass(ExtensionContext context) {
        return store(context).get(OF_CLASS, Running.class);
    }

    // Of its own for each field, so that several of them do not meet; a store is found from the contexts below, too.
    private ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(clockOfField == null ? NAMESPACE : Namespace.create(FakeAnaplanExtension.class, this));
    }
}
