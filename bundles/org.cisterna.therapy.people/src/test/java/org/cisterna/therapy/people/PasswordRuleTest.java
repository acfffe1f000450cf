// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.cisterna.pump.Violation;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Staff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRuleTest {

    private static final Staff CLARA = new Staff("clara.meier", "Clara K. Meier");

    private final PasswordRule rule = new PasswordRule();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "elevenchars",
                "password1234",
                "Password1234!",
                "P@ssw0rd!2026",
                "p4ssw0rdp4ssw0rd",
                "aaaaaaaaaaaaaaaa",
                "121212121212",
                "123456789012",
                "qwertyuiop12",
                "qwertyuiopasdfghjkl",
                "abcdefghijklm",
                "Welcome-2026-Welcome",
                "clarameier2026",
                "Meier.Clara.1234",
                "letmeinletmein",
                "cisterna-admin-1",
                "correcthorsebatterystaple",
                "MorphinePump2026"
            })
    void whatIsTriedFirstIsRefused(String password) {
        Violation violation = rule.problem("password", password, CLARA).orElseThrow();
        assertThat(violation.code()).isEqualTo(Refusal.PASSWORD_WEAK.name());
        assertThat(violation.field()).contains("password");
        assertThat(violation.value()).isEmpty();
        assertThat(violation.message()).doesNotContain(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tulip anvil seven moss",
                "839201746352",
                "kQ7vT2xLm9Rz",
                "пятьзелёныхкотов",
                "雨の日は本を読んで過ごすのが好き",
                "            not only spaces",
                "!\"§%&/()=?`+~#'-_.:,;"
            })
    void anythingElseIsAcceptedOfWhateverKind(String password) {
        assertThat(rule.problem("password", password, CLARA)).isEmpty();
    }

    @Test
    void lengthIsCountedInCharactersAsPeopleSeeThem() {
        assertThat(rule.problem("password", "x1y2z3w4v5u", CLARA).orElseThrow().message())
                .contains("11 characters");
        assertThat(rule.problem("password", "Kéx1y2z3w4v5".replace("é", "e\u0301"), CLARA))
                .as("a letter and its accent are one after normalisation")
                .isEmpty();
        assertThat(rule.problem("password", "Ke\u0301x1y2z3w4v", CLARA)).isPresent();
        assertThat(rule.problem("password", "\uD83D\uDE00x1y2z3w4v5u", CLARA)).isEmpty();
        String most = "abcdefgh12345678".repeat(8).replace("abc", "xqz").replace("1234", "9174");
        assertThat(most).hasSize(128);
        assertThat(rule.problem("password", most, CLARA)).isEmpty();
        assertThat(rule.problem("password", most + "!", CLARA).orElseThrow().message())
                .contains("129 characters");
        assertThat(rule.problem("password", "x".repeat(10_000), CLARA)).isPresent();
    }

    @Test
    void accentsTypedEitherWayAreOnePassword() {
        PasswordHash hash = PasswordHash.of("Zugspitze-Br\u00FCcke-9", new byte[16], 500);
        assertThat(hash.matches("Zugspitze-Bru\u0308cke-9")).isTrue();
        assertThat(hash.matches("Zugspitze-Brucke-9")).isFalse();
    }
}
