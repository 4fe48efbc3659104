package io.github.anaplan4j;

import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.LookupException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.Engine;
import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.ModelDefinition;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.WatchSettings;
import io.github.anaplan4j.watch.WatchStep;
import java.util.List;

/**
 * The way into Anaplan: one client per user and tenant, shared by all threads, closed at the end.
 *
 * <pre>{@code
 * try (AnaplanClient anaplan = AnaplanClient.builder()
 *         .credentials(Credentials.token(token))
 *         .build()) {
 *     TaskOutcome outcome = anaplan.task(task).await(Duration.ofHours(2));
 * }
 * }</pre>
 *
 * <p>An interrupt ends whatever a thread waits for here within a second, and stays set. A request that is under way
 * fails with {@link TransportException.Kind#INTERRUPTED}, and a start that may have left is in doubt as after any other
 * lost answer.
 */
public final class AnaplanClient implements AutoCloseable {
    private final Engine engine;

    AnaplanClient(Engine engine) {
        this.engine = engine;
    }

    /** {@return a new builder; only the credentials have no default} */
    public static AnaplanClientBuilder builder() {
        return new AnaplanClientBuilder();
    }

    /**
     * Makes a handle to a model by its ids, without sending anything.
     *
     * @param workspaceId the workspace's id
     * @param modelId the model's id
     * @return a handle to it
     * @throws IllegalArgumentException if an id is empty or could change the path of a URL
     */
    public AnaplanModel model(String workspaceId, String modelId) {
        return new AnaplanModel(new ModelRef(workspaceId, modelId), engine);
    }

    /**
     * Makes a handle to a model, without sending anything.
     *
     * @param model which model
     * @return a handle to it
     */
    public AnaplanModel model(ModelRef model) {
        return new AnaplanModel(model, engine);
    }

    /**
     * {@return the models of all workspaces that this user may see, in Anaplan's order, with their workspaces}
     *
     * @throws AnaplanException if there was no usable answer
     */
    public List<ModelDefinition> models() {
        return engine.definitions().models();
    }

    /**
     * Finds a model by its name: the exact name, or, if there is none, the name without regard to case.
     *
     * <p>This asks for the models of all workspaces. A program that runs often is better off with the ids, of which
     * the handle has a {@link AnaplanModel#ref reference}.
     *
     * @param workspace the name or the id of the workspace
     * @param model the name of the model
     * @return a handle to it
     * @throws LookupException if none or several have that name in that workspace
     * @throws AnaplanException if there was no usable answer
     */
    public AnaplanModel modelNamed(String workspace, String model) {
        return model(engine.finding().modelNamed(workspace, model).ref());
    }

    /**
     * Asks Anaplan who is logged in, to see whether the login and the region are right.
     *
     * <p>It starts nothing, and is meant for checks of health. {@link AnaplanModel#definition} checks a model.
     *
     * @return the e-mail address of the user; empty if Anaplan does not tell
     * @throws AnaplanException if the login was refused, or there was no usable answer
     */
    public String verify() {
        return engine.definitions().user();
    }

    /**
     * Makes a handle to a task that was started before, here or elsewhere, without sending anything.
     *
     * @param task which task
     * @return a handle to it
     */
    public AnaplanTask task(TaskRef task) {
        return new AnaplanTask(task, engine);
    }

    /**
     * Makes an outcome readable.
     *
     * <p>This looks up, with a request or two, how the action and the steps inside it are called. If that fails, the
     * report has ids alone.
     *
     * @param outcome how a task ended
     * @return the report, whose text is for people
     */
    public TaskReport report(TaskOutcome outcome) {
        return engine.reports().report(outcome);
    }

    /**
     * Makes a handle to a failure dump, such as one of {@link TaskOutcome#dumps}, without sending anything.
     *
     * @param dump which dump
     * @return a handle to it
     */
    public FailureDump failureDump(DumpRef dump) {
        return new FailureDump(dump, engine);
    }

    /**
     * Makes the step of a watch, for a scheduler that stores its jobs and drives the watch itself.
     *
     * <p>It polls within this client's floor and budget. See {@link WatchStep}.
     *
     * @param settings how to watch, and for how long
     * @return the step
     */
    public WatchStep watchStep(WatchSettings settings) {
        return engine.step(settings);
    }

    /**
     * Stops all that this client does, and closes it.
     *
     * <p>All watches stop, blocking ones too. All downloads and uploads end, and all threads of this client, but for
     * daemon threads on which code of the user's ignores interrupts. The transport is closed unless it was passed to
     * the builder. This waits for a login, for polls of its own workers and for callbacks that are under way, 10
     * seconds at most for each, and until the ledger of starts and the history of durations know what they are to keep,
     * 5 seconds at most for each. Running tasks run on; so does the builder's executor. The ledger of starts lets go of
     * tasks that nobody began to watch here.
     */
    @Override
    public void close() {
        engine.close();
    }
}
