package io.github.anaplan4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthTokenTest {
    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s\n", "%s\r\n", " %s ", "\uFEFF%s", "\"%s\"", "'%s'\n"})
    void whatShellsAndEditorsPutAroundATokenIsNoPartOfIt(String stored) {
        assertThat(new AuthToken(stored.formatted("made.for/this+test==")).value())
                .isEqualTo("made.for/this+test==");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {" ", "\n", "\"\"", "secret1\nsecret2", "AnaplanAuthToken secret", "t\u00F6ken", "to\u0000ken"})
    void whatIsNoTokenIsToldWithoutQuotingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuthToken(text))
                .withMessageStartingWith("The token is ")
                .withMessageNotContaining("secret");
    }
}
