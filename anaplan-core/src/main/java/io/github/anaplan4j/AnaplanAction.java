package io.github.anaplan4j;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.StartLedgerException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.internal.Engine;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.usecase.StartOnce;
import io.github.anaplan4j.internal.usecase.StartedTask;
import io.github.anaplan4j.task.ActionDefinition;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.task.StartOptions;
import io.github.anaplan4j.task.TaskOutcome;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.watch.WatchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A process, import, export or other action.
 *
 * <p>It is a handle without state. Thread-safe.
 */
public final class AnaplanAction {
    private final ActionRef ref;
    private final Engine engine;

    AnaplanAction(ActionRef ref, Engine engine) {
        this.ref = ref;
        this.engine = engine;
    }

    /** {@return the reference to this action} */
    public ActionRef ref() {
        return ref;
    }

    /**
     * Starts the action, once, with the default options.
     *
     * <p>See {@link #start(StartOptions)}.
     *
     * @return the new task
     */
    public AnaplanTask start() {
        return start(StartOptions.defaults());
    }

    /**
     * Starts the action, once.
     *
     * <p>Anaplan runs it again for each start that reaches it. So a start is sent again only if the one before did not
     * leave, or was refused: with 429, with 401 if the token could be renewed, and, if asked for, with 409, 423 and
     * 424. A gateway may refuse what was started all the same, so a refusal with a new task of this action beside it is
     * in doubt, and so is one after which the tasks cannot be listed, unless the lists before and after are refused as
     * the start is. What is refused after it was started, and is in no list, is told as refused. If the answer is lost,
     * the action's tasks before and after tell. Exactly one new task is taken to be this one, with a warning in the
     * log. It is somebody else's if they started the same action in those seconds and this start got lost. No task is
     * returned twice.
     *
     * <p>The starts of one action through one {@linkplain AnaplanClientBuilder#startLedger ledger} are made one after
     * another. If the one before is still in doubt, this one sends nothing. It finds out what became of that one and
     * returns its task, with a warning in the log, or throws a {@code StartUncertainException} until somebody calls
     * {@link #settleStart}.
     *
     * <p>A ledger that outlives this program keeps the task until its end was seen by a client with that ledger, by
     * {@code await}, a watch or {@code status}. If this program dies before that, the next start or run is given this
     * task, and no new one. The task is the caller's alone, and the ledger lets go of it, when the client is closed
     * without having begun to watch it, or when any client starts the action again while this one lives. So close the
     * client: a program that ends without that is taken for one that died.
     *
     * <p>This waits on the calling thread. The first start after a quiet hour can take minutes, because the model is
     * loaded.
     *
     * @param options the options for the start
     * @return the new task, or that of a program that died
     * @throws StartUncertainException if it is not known whether the action was started; any other exception means that
     *     it was not, as far as its tasks can be listed
     * @throws AnaplanApiException if Anaplan refused, and no new task was seen, or the lists of tasks before and after
     *     were refused with the same meaning
     * @throws TransportException if Anaplan could not be reached
     * @throws StartLedgerException if the ledger does not work, or hangs for ten seconds before the start is sent, or
     *     another start or run goes on through it; if it hangs later, the task is returned, with a warning in the log
     */
    public AnaplanTask start(StartOptions options) {
        return task(engine.starts().start(ref, options).taskId());
    }

    /**
     * Finds out what became of a start that this or another program left unsettled.
     *
     * <p>There is one if a start ended in doubt, or if a program died in a start. With a ledger that outlives it, there
     * is also one if a program ended before it saw the end of what it had started. One that did not take place is
     * settled as well, if its tasks still show that an hour later.
     *
     * @return its task, as {@link #start(StartOptions)} returns it; empty if nothing is unsettled, or any more
     * @throws StartUncertainException if it is not known whether it was started; it stays unsettled
     * @throws StartLedgerException if the ledger does not work, or another start or run goes on through it
     */
    public Optional<AnaplanTask> recoverStart() {
        return engine.starts().recover(ref).map(task -> task(task.taskId()));
    }

    /**
     * Settles by hand what the ledger has of this action, so that it can be started again.
     *
     * <p>Call it after somebody has looked whether the start in doubt took place. If it did not, and yet appears later,
     * the action runs twice.
     *
     * @throws StartLedgerException if the ledger does not work, or another start or run goes on through it
     */
    public void settleStart() {
        engine.starts().settle(ref);
    }

    /**
     * Starts the action and watches it to its end, with the default options and settings.
     *
     * <p>With a {@linkplain AnaplanClientBuilder#startLedger ledger} that outlives this program, it can be killed at
     * any moment and run again: then this goes on with the task that is under way. Until the outcome is known, the
     * action is not started again through that ledger, by others neither. Once that was written down, the next call is
     * the next run, even if this program is killed before the outcome is returned. Without such a ledger, a program
     * that ends meanwhile knows nothing of the task. Then use {@link #run(Duration, Consumer)} and store the reference.
     *
     * @param limit how long to watch at most, counted from the moment at which the task was started
     * @return how it ended, which need not be a success
     * @throws StartUncertainException if it is not known whether the action was started
     * @throws WatchGivenUpException if the watch ended before the task; the task is left alone
     * @throws StartLedgerException if the ledger does not work, or another start or run goes on through it; with the
     *     outcome, if that could not be written down
     * @throws AnaplanException if it was not started
     */
    public TaskOutcome run(Duration limit) {
        return run(StartOptions.defaults(), WatchSettings.defaults().withLimit(limit));
    }

    /**
     * Starts the action and watches it to its end, and tells which task it is as soon as that is known.
     *
     * <p>See {@link #run(StartOptions, WatchSettings, Consumer)}.
     *
     * @param limit how long to watch at most, counted from the moment at which the task was started
     * @param onStarted told the task, once, before the first poll
     * @return how it ended, which need not be a success
     * @throws StartUncertainException if it is not known whether the action was started
     * @throws WatchGivenUpException if the watch ended before the task; the task is left alone
     * @throws StartLedgerException if the ledger does not work, or another start or run goes on through it; with the
     *     outcome, if that could not be written down
     * @throws AnaplanException if it was not started
     */
    public TaskOutcome run(Duration limit, Consumer<? super TaskRef> onStarted) {
        return run(StartOptions.defaults(), WatchSettings.defaults().withLimit(limit), onStarted);
    }

    /**
     * Starts the action and watches it to its end.
     *
     * @param options the options for the start
     * @param settings how to watch, and for how long; the limit counts from the moment at which the task was started
     * @return how it ended, which need not be a success
     * @throws StartUncertainException if it is not known whether the action was started
     * @throws WatchGivenUpException if the watch ended before the task; the task is left alone
     * @throws StartLedgerException if the ledger does not work, or another start or run goes on through it; with the
     *     outcome, if that could not be written down
     * @throws AnaplanException if it was not started
     */
    public TaskOutcome run(StartOptions options, WatchSettings settings) {
        return run(options, settings, task -> {});
    }

    /**
     * Starts the action and watches it to its end, and tells which task it is as soon as that is known.
     *
     * <p>Whoever keeps the reference can go on with {@link AnaplanClient#task} if this program ends before the task.
     * The consumer is called on the calling thread. What it throws is thrown here, and the task runs on, unwatched.
     *
     * @param options the options for the start
     * @param settings how to watch, and for how long; the limit counts from the moment at which the task was started
     * @param onStarted told the task, once, before the first poll
     * @return how it ended, which need not be a success
     * @throws StartUncertainException if it is not known whether the action was started
     * @throws WatchGivenUpException if the watch ended before the task; the task is left alone
     * @throws StartLedgerException if the ledger does not work, or another start or run goes on through it; with the
     *     outcome, if that could not be written down
     * @throws AnaplanException if it was not started
     */
    public TaskOutcome run(StartOptions options, WatchSettings settings, Consumer<? super TaskRef> onStarted) {
        Objects.requireNonNull(onStarted, "onStarted");
        StartOnce starts = engine.starts();
        try (StartedTask started = starts.begin(ref, options)) {
            onStarted.accept(started.task());
            TaskOutcome outcome = task(started.task().taskId()).await(settings);
            started.settle(outcome);
            return outcome;
        } catch (WatchGivenUpException unsettled) {
            throw starts.isDurable() ? unsettled.withCureOfLedger() : unsettled;
        }
    }

    /**
     * Makes a handle to a run of this action by its id, without sending anything.
     *
     * @param taskId the task's id
     * @return a handle to it
     * @throws IllegalArgumentException if the id is empty or could change the path of a URL
     */
    public AnaplanTask task(String taskId) {
        return new AnaplanTask(ref.task(taskId), engine);
    }

    /**
     * {@return the tasks of this action that Anaplan still lists, those of all users, latest first}
     *
     * <p>An empty list proves nothing: Anaplan answers so for wrong ids and without access, too.
     *
     * @throws AnaplanException if there was no usable answer, or no end of the list within ten minutes
     */
    public List<ListedTask> tasks() {
        return engine.retrying().list(ref, Durations.ENDLESS);
    }

    /**
     * {@return this action as the model defines it; empty if the model has no such action that this user may see}
     *
     * <p>This is the way to check an id. Anaplan lists no tasks for a wrong id, and says nothing.
     *
     * @throws AnaplanException if there was no usable answer
     */
    public Optional<ActionDefinition> definition() {
        return engine.finding().find(ref);
    }

    /**
     * {@return the actions inside this process, in the order in which they run}
     *
     * @throws IllegalStateException if this is no process
     * @throws AnaplanException if there was no usable answer
     */
    public List<ProcessStep> steps() {
        if (ref.kind() != ActionKind.PROCESS) {
            throw new IllegalStateException(ref + " is no process, so there are no actions inside it.");
        }
        return engine.definitions().process(ref).steps();
    }

    /**
     * Looks up the file that this import reads, which has to be uploaded before it runs.
     *
     * @return a handle to it; empty if the source is no file, as another model, or the model has no such import that
     *     this user may see
     * @throws IllegalStateException if this is no import; those inside a process are imports of the model, each with
     *     its id
     * @throws AnaplanException if there was no usable answer
     */
    public Optional<AnaplanFile> sourceFile() {
        if (ref.kind() != ActionKind.IMPORT) {
            throw new IllegalStateException(ref + " is no import, so it reads no file. Ask the imports inside it.");
        }
        return engine.finding().sourceFile(ref).map(file -> new AnaplanFile(file, engine));
    }

    /**
     * Uploads the file that this import reads, as {@link AnaplanFile#upload(Path)} does, unless an earlier run reads
     * it.
     *
     * <p>If the {@linkplain AnaplanClientBuilder#startLedger ledger} has a start or run of this import whose end is not
     * known, nothing is uploaded, with a warning in the log: the next {@link #run} goes on with that one, and returns
     * its outcome. If it is not known whether that one took place, nothing is uploaded either, and this throws. Of a
     * process that has this import in it the ledger knows under the process alone.
     *
     * <p>Between this call and the next nothing keeps others away. Of two programs of one user that upload and run the
     * same import at once, both runs may read the file that was uploaded last, or a mix. So let one at a time do both,
     * as by a lock of yours; the ledger keeps only the runs apart.
     *
     * @param file what to upload
     * @return this action, ready to be run
     * @throws StartUncertainException if it is not known whether an earlier start took place, which may read the file
     * @throws StartLedgerException if the ledger does not work, or another start or run goes on through it
     * @throws IOException if the file cannot be read, is too large, or changes meanwhile
     * @throws IllegalStateException if this is no import, or its source is no file
     * @throws AnaplanException if Anaplan did not take it; upload it again before the import
     */
    public AnaplanAction upload(Path file) throws IOException {
        AnaplanFile source = sourceFile()
                .orElseThrow(() -> new IllegalStateException("There is no file to upload to for " + ref
                        + ": its source is another model, or this user sees no such import, or not its file."));
        if (!engine.starts().isUnderWay(ref)) { // which would read it
            source.upload(file);
        }
        return this;
    }

    /**
     * Makes a handle to the file that this export writes, without sending anything.
     *
     * <p>Download the file after a run that succeeded. Before that, it is missing or that of an earlier run.
     *
     * @return a handle to it
     * @throws IllegalStateException if this is no export
     */
    public AnaplanFile outputFile() {
        if (ref.kind() != ActionKind.EXPORT) {
            throw new IllegalStateException(ref + " is no export, so it writes no file.");
        }
        return new AnaplanFile(new FileRef(ref.model(), ref.actionId()), engine);
    }

    /** {@return {@code workspaces/W/models/M/processes/P}, with the collection of the kind} */
    @Override
    public String toString() {
        return ref.toString();
    }
}
