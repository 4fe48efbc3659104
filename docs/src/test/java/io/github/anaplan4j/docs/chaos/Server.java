package io.github.anaplan4j.docs.chaos;

import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.TaskRef;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An Anaplan that does what is asked of it, or what the header of a request says that goes wrong. */
interface Server extends AutoCloseable {
    /** The header that says which client program has sent a request. */
    String PROGRAM = "X-Program";

    /** The header that names the fault which a request meets with. */
    String FAULT = "X-Fault";

    String url();

    /** {@return the token that it takes now} */
    String token();

    /** Lets the runs of an action go so from now on. */
    void give(ActionRef action, Script script);

    /** {@return the runs of an action, in their order} */
    List<TaskRef> runsOf(ActionRef action);

    /** {@return how each run has ended} */
    Map<TaskRef, Ending> endings();

    /** {@return what it was asked, in order, by its own clock} */
    List<Entry> journal();

    /** {@return the faults that a request of a kind can meet with} */
    List<String> faults(String method, String path);

    /** {@return the faults after which a client that waits waits for ever} */
    Set<String> stalling();

    @Override
    void close();
}
