// SPDX-License-Identifier: Apache-2.0
package org.cisterna.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpStatus;
import org.junit.jupiter.api.Test;

class PumpAnswersTest {

    private static final Instant SINCE = Instant.parse("2026-03-01T09:00:00Z");

    private final PumpAnswers answers = new PumpAnswers();

    private static PumpStatus status(String serial, PumpStatus.LinkState link, String reason) {
        return new PumpStatus(
                new PumpId("Maker", serial),
                "family",
                "sim:" + serial,
                SINCE,
                true,
                link,
                reason,
                Optional.empty(),
                Optional.empty());
    }

    private byte[] said(PumpStatus status, List<String> missing) {
        byte[] bytes = answers.of(status, Optional.empty(), missing);
        assertThat(bytes)
                .isEqualTo(Views.pump(status, Optional.empty(), missing).canonicalBytes());
        return bytes;
    }

    @Test
    void theSameBytesAreGivenAgainOnlyWhileEverythingTheySayIsTheSame() {
        byte[] first = said(status("1", PumpStatus.LinkState.SILENT, ""), List.of());
        assertThat(said(status("1", PumpStatus.LinkState.SILENT, ""), List.of()))
                .isSameAs(first);
        assertThat(said(status("1", PumpStatus.LinkState.IN_SESSION, ""), List.of()))
                .isNotEqualTo(first);
        assertThat(said(status("1", PumpStatus.LinkState.SILENT, "a reason"), List.of()))
                .isNotEqualTo(first);
        assertThat(said(status("1", PumpStatus.LinkState.SILENT, ""), List.of("the ledger is not there")))
                .isNotEqualTo(first);
        assertThat(said(status("2", PumpStatus.LinkState.SILENT, ""), List.of()))
                .isNotEqualTo(first);
        assertThat(said(status("1", PumpStatus.LinkState.SILENT, ""), List.of()))
                .isEqualTo(first)
                .isNotSameAs(first);
    }

    /** One that is different in one thing only, for each thing; and one that is equal in all and no object of it the same. */
    @Test
    void nothingThatIsDifferentIsTakenForTheSame() {
        PumpStatus plain = status("1", PumpStatus.LinkState.SILENT, "");
        byte[] first = said(plain, List.of());
        for (PumpStatus other : List.of(
                changed(plain, "other", plain.address(), SINCE, true),
                changed(plain, plain.family(), "sim:other", SINCE, true),
                changed(plain, plain.family(), plain.address(), SINCE.plusSeconds(1), true),
                changed(plain, plain.family(), plain.address(), SINCE, false))) {
            assertThat(said(other, List.of())).as(other.toString()).isNotEqualTo(first);
            said(plain, List.of());
        }
        byte[] again = said(plain, List.of());
        assertThat(said(
                        changed(plain, "fam" + "ily".strip(), plain.address(), Instant.parse(SINCE.toString()), true),
                        List.of()))
                .isSameAs(again);
    }

    private static PumpStatus changed(
            PumpStatus plain, String family, String address, Instant since, boolean simulated) {
        return new PumpStatus(
                plain.pump(),
                family,
                address,
                since,
                simulated,
                plain.link(),
                plain.linkReason(),
                plain.reading(),
                plain.unknown());
    }

    @Test
    void noMoreThanSomeAreKept() {
        for (int i = 0; i < 3 * PumpAnswers.MOST; i++) {
            said(status("s" + i, PumpStatus.LinkState.SILENT, ""), List.of());
            assertThat(answers.size()).isBetween(1, PumpAnswers.MOST);
        }
    }
}
