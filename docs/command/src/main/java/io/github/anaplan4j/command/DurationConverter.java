package io.github.anaplan4j.command;

import io.github.anaplan4j.command.setup.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as persons type them. */
final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException none) {
            throw new TypeConversionException("\"" + text + "\" is not " + none.getMessage());
        }
    }
}
