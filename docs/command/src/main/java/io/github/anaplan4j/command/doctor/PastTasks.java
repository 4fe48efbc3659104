package io.github.anaplan4j.command.doctor;

import io.github.anaplan4j.AnaplanAction;
import io.github.anaplan4j.task.ListedTask;
import io.github.anaplan4j.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the runs of an action that are over tell of the API. */
final class PastTasks {
    private PastTasks() {}

    static List<String> answers(AnaplanAction action, Instant now) {
        List<String> answers = new ArrayList<>();
        List<ListedTask> tasks = action.tasks();
        answers.add("Runs that are still listed: " + tasks.size());
        tasks.stream()
                .map(ListedTask::creationTime)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .ifPresent(oldest -> answers.add("Days since the oldest of them: "
                        + Duration.between(oldest, now).toDays()));
        if (!tasks.isEmpty()) {
            TaskStatus status = action.task(tasks.get(0).task().taskId()).status();
            answers.add("The status of a single run has its creation time: "
                    + (status.creationTime() == null ? "no" : "yes"));
            answers.add("A run that is over has a result: "
                    + (!status.state().isTerminal() ? "not known" : status.result() == null ? "no" : "yes"));
        }
        return answers;
    }
}
