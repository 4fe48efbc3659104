package io.github.anaplan4j.command;

import io.github.anaplan4j.task.TaskRef;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Which run is meant, by the line that names it. */
final class TaskArgument {
    @Parameters(
            index = "0",
            paramLabel = "TASK",
            converter = Converter.class,
            description = "The line that names it: workspaces/.../models/.../processes/.../tasks/...")
    private TaskRef task;

    TaskRef task() {
        return task;
    }

    /** Reads such a line. */
    static final class Converter implements ITypeConverter<TaskRef> {
        @Override
        public TaskRef convert(String line) {
            try {
                return TaskRef.parse(line);
            } catch (IllegalArgumentException none) {
                throw new TypeConversionException(none.getMessage());
            }
        }
    }
}
