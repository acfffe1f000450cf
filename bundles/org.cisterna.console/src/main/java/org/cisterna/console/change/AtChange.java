// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.change;

import static org.cisterna.console.frame.Texts.text;

import java.util.Locale;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.console.frame.Asked;
import org.cisterna.console.frame.Missing;
import org.cisterna.console.frame.Reply;
import org.cisterna.console.frame.Services;
import org.cisterna.console.frame.Trouble;
import org.cisterna.pump.Answer;
import org.cisterna.pump.PumpId;
import org.cisterna.therapy.DoseChange;

/**
 * A change of dose and the pump it is for, as the person who asks may see them.
 *
 * @param situation of the pump
 * @param change as {@code Therapy} gives it to this person
 * @param mine whether this person is its author
 */
record AtChange(Situation situation, DoseChange change, boolean mine) {

    private static final int SHOWN = 8;
    private static final int GROUP = 4;

    /** What a handler does with it. */
    @FunctionalInterface
    interface Next {
        Reply answer(AtChange at) throws Missing;
    }

    /** Finds it, or says why there is nothing to be shown. */
    static Reply of(Services services, Asked asked, Next next) throws Missing {
        Optional<PumpId> pump = asked.pump();
        if (pump.isEmpty()) {
            return Trouble.nothingHere().reply();
        }
        Answer<Situation> situation = Situation.of(services, pump.get(), asked.who());
        Answer<DoseChange> change = Situation.change(services, pump.get(), asked);
        if (!situation.isDone() || !change.isDone()) {
            return Refused.page(situation.isDone() ? change.violations() : situation.violations(), pump.get());
        }
        DoseChange found = change.orElseThrow();
        return next.answer(new AtChange(
                situation.orElseThrow(),
                found,
                found.author().account().equals(asked.who().person().id())));
    }

    /** Where this person goes on. */
    String address() {
        return switch (change.state()) {
            case DRAFT, MISMATCH -> mine && change.numbers().isPresent() ? step("checks") : step("second");
            case AUTHORED -> step("second");
            case VERIFIED, SIGNED_ALONE, RELEASED, SENDING, APPLIED, NOT_APPLIED, UNKNOWN, VOID -> step("send");
        };
    }

    String step(String name) {
        return ChangeLinks.step(change, name);
    }

    /** The first characters of the plan's digest, for both persons to compare; empty while there is no plan. */
    String code() {
        return change.plan().map(Digest::hex).map(AtChange::grouped).orElse("");
    }

    private static String grouped(String hex) {
        String shown = hex.substring(0, SHOWN).toUpperCase(Locale.ROOT);
        return shown.substring(0, GROUP) + "·" + shown.substring(GROUP);
    }

    /** Its state in words. */
    String state() {
        return text("change.state." + change.state().name());
    }
}
