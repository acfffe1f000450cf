// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit.driver;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.testkit.driver.Forger.Forgery;
import org.cisterna.testkit.driver.TamperedLink.Between;

/**
 * What a driver has to bear from a link that lies, is slow or is dead, and from a host that wants its thread back: the same for each family whose messages
 * are sealed. A driver of the shipped frame sends a request four times, and gives up noise of more than a bound.
 *
 * <p>Each check makes a stand of its own and throws an {@link AssertionError} in words.
 */
public abstract class HostileDialogue {

    static final CommandId STOP = new CommandId("01".repeat(16));
    static final Duration NONE = Duration.ZERO;
    private static final int SENDINGS = 4;

    /** One check. */
    @FunctionalInterface
    public interface Check {

        /**
         * Runs.
         *
         * @throws Exception when it could not be run
         */
        void run() throws Exception;
    }

    /** For a family that says what only it knows. */
    protected HostileDialogue() {}

    /** A stand with a fresh device that runs a programme, under revision 1. */
    protected abstract DriverStand stand() throws Exception;

    /** The pairing code of its device. */
    protected abstract String code();

    /** Another programme that the device can run. */
    protected abstract Programme other();

    /** Somebody who knows the stand's key. */
    protected abstract Forger forger(DriverStand stand);

    /** The device's processor restarts; its sessions end. */
    protected abstract void restart(DriverStand stand) throws Exception;

    /** All checks, by what each claims. */
    public final Map<String, Check> checks() {
        Map<String, Check> checks = new LinkedHashMap<>();
        HostPatience patience = new HostPatience(this);
        for (Forgery forgery : Forgery.values()) {
            if (forgery != Forgery.WITHOUT_FIELDS && forgery != Forgery.UNSEALED_REFUSAL) {
                checks.put("is passed over: " + forgery, () -> isPassedOver(forgery));
            }
        }
        checks.put("one unproven refusal is passed over", this::oneUnprovenRefusalIsPassedOver);
        checks.put("unproven refusals again and again end in words", this::unprovenRefusals);
        checks.put("late answers to earlier requests are no answers", this::lateAnswersAreNoAnswers);
        checks.put("an answer that comes twice counts once", this::anAnswerThatComesTwiceCountsOnce);
        checks.put("silence is answered by the same bytes, a bounded number of times", this::silence);
        checks.put("a proven answer that is nonsense ends the session", this::provenNonsense);
        checks.put("a flood of noise is given up", this::flood);
        checks.put("a lost session ends in words and proves nothing", this::lostSession);
        checks.put("an interrupt of the host ends any call soon and leaves OLD or NEW", patience::interruptOfTheHost);
        checks.put("another thread interrupts the running call and no later one", patience::interruptOfOneCall);
        checks.put("the interrupt of a thread is passed on and ends the session", patience::interruptOfTheThread);
        checks.put("a call without time sends nothing", patience::callWithoutTime);
        checks.put("every call ends at its deadline", patience::deadlines);
        checks.put("opening a dead device ends at its deadline", patience::deadDevice);
        checks.put("closing a dead link is bounded, and a second time does nothing", patience::closing);
        return checks;
    }

    /** What is done on a stand that is paired. */
    @FunctionalInterface
    interface Doing {
        void on(DriverStand stand, Forger forger) throws Exception;
    }

    void paired(Doing doing) throws Exception {
        DriverStand stand = stand();
        stand.time().run(() -> {
            stand.pair(code()).orElseThrow();
            doing.on(stand, forger(stand));
        });
    }

    /** A link on which a forger hears what opens the session, and somebody answers in the place of each sealed answer. */
    static TamperedLink link(DriverStand stand, Forger forger, Duration latency, Between sealed) {
        return new TamperedLink(stand.link(), stand.time().house(), latency, (request, answer) -> {
            if (answer.length > 0 && forger.isSealed(answer)) {
                return sealed.instead(request, answer);
            }
            forger.hear(request, answer);
            return answer;
        });
    }

    /** A link whose device falls silent when it is said. */
    static TamperedLink falling(DriverStand stand, boolean[] silent) {
        return new TamperedLink(
                stand.link(), stand.time().house(), NONE, (request, answer) -> silent[0] ? new byte[0] : answer);
    }

    static void require(boolean holds, String claim, Object... arguments) {
        if (!holds) {
            throw new AssertionError(String.format(Locale.ROOT, claim, arguments));
        }
    }

    static LinkException broken(Check call) throws Exception {
        try {
            call.run();
        } catch (LinkException e) {
            return e;
        }
        throw new AssertionError("the call ended as if nothing had been wrong");
    }

    static void requireWords(LinkException e, String... words) {
        String said = String.valueOf(e.getMessage());
        for (String word : words) {
            require(said.contains(word), "\"%s\" is not said in: %s", word, said);
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** A whole visit; everything that is read of it is true. */
    private void visit(DriverStand stand, PumpSession session) throws Exception {
        Snapshot before = session.interrogate(stand.soon());
        require(before.revision().equals(new Revision(1)), "read %s before the change", before.revision());
        CommandEffect effect = stand.change(session, other(), 1, List.of()).orElseThrow();
        require(effect.effect() == CommandEffect.Effect.APPLIED, "the change was %s", effect.effect());
        ReadBack back = session.readBack(stand.soon());
        require(back.revision().equals(new Revision(2)), "read back %s", back.revision());
        require(back.programme().equals(other()), "read back %s", back.programme());
    }

    private void isPassedOver(Forgery forgery) throws Exception {
        paired((stand, forger) -> {
            TamperedLink link =
                    link(stand, forger, NONE, (request, answer) -> joined(forger.forged(forgery, answer), answer));
            try (PumpSession session = stand.open(link).orElseThrow()) {
                visit(stand, session);
            }
        });
    }

    private void oneUnprovenRefusalIsPassedOver() throws Exception {
        boolean[] refused = {false};
        paired((stand, forger) -> {
            TamperedLink link = link(stand, forger, NONE, (request, answer) -> {
                byte[] before = refused[0] ? new byte[0] : forger.forged(Forgery.UNSEALED_REFUSAL, answer);
                refused[0] = true;
                return joined(before, answer);
            });
            try (PumpSession session = stand.open(link).orElseThrow()) {
                visit(stand, session);
            }
        });
        require(refused[0], "nothing was refused");
    }

    /** It may be the pump, so there is no use in asking on; nothing was proved either way. */
    private void unprovenRefusals() throws Exception {
        paired((stand, forger) -> {
            boolean[] refuses = {false};
            TamperedLink link = link(
                    stand,
                    forger,
                    NONE,
                    (request, answer) -> refuses[0] ? forger.forged(Forgery.UNSEALED_REFUSAL, answer) : answer);
            try (PumpSession session = stand.open(link).orElseThrow()) {
                refuses[0] = true;
                LinkException e = broken(() -> session.stop(STOP, stand.soon()));
                require(e.reason() == LinkException.Reason.REFUSED, "it ended by %s", e.reason());
                requireWords(e, "without proof");
            }
            require(stoppedNow(stand), "the device did what it was asked; only its answers were kept back");
        });
    }

    private void lateAnswersAreNoAnswers() throws Exception {
        List<byte[]> earlier = new ArrayList<>();
        paired((stand, forger) -> {
            TamperedLink link = link(stand, forger, NONE, (request, answer) -> {
                earlier.add(answer);
                return joined(earlier.toArray(new byte[0][]));
            });
            try (PumpSession session = stand.open(link).orElseThrow()) {
                visit(stand, session);
            }
        });
        require(earlier.size() > 4, "only %d sealed answers were heard", earlier.size());
    }

    private void anAnswerThatComesTwiceCountsOnce() throws Exception {
        paired((stand, forger) -> {
            TamperedLink link = link(stand, forger, NONE, (request, answer) -> joined(answer, answer));
            try (PumpSession session = stand.open(link).orElseThrow()) {
                visit(stand, session);
            }
        });
    }

    private void silence() throws Exception {
        paired((stand, forger) -> {
            int[] drop = {0};
            TamperedLink link = link(stand, forger, NONE, (request, answer) -> drop[0]-- > 0 ? new byte[0] : answer);
            try (PumpSession session = stand.open(link).orElseThrow()) {
                drop[0] = SENDINGS - 1;
                int before = link.requests().size();
                session.interrogate(stand.soon());
                requireAlike(link.requests().subList(before, before + SENDINGS));
                drop[0] = Integer.MAX_VALUE;
                int last = link.requests().size();
                LinkException e = broken(() -> session.readBack(stand.soon()));
                require(e.reason() == LinkException.Reason.TIMEOUT, "it ended by %s", e.reason());
                requireWords(e, SENDINGS + " times");
                List<byte[]> sent =
                        link.requests().subList(last, link.requests().size());
                require(sent.size() == SENDINGS, "sent %d times", sent.size());
                requireAlike(sent);
                requireWords(broken(() -> session.interrogate(stand.soon())), "finished");
            }
        });
    }

    static void requireAlike(List<byte[]> sent) {
        for (byte[] each : sent) {
            require(Arrays.equals(each, sent.get(0)), "what was sent again was not the same");
        }
    }

    private void provenNonsense() throws Exception {
        paired((stand, forger) -> {
            TamperedLink link =
                    link(stand, forger, NONE, (request, answer) -> forger.forged(Forgery.WITHOUT_FIELDS, answer));
            LinkException e = broken(() -> {
                try (PumpSession session = stand.open(link).orElseThrow()) {
                    session.interrogate(stand.soon());
                }
            });
            requireWords(e, "cannot use");
        });
    }

    private void flood() throws Exception {
        paired((stand, forger) -> {
            boolean[] noise = {false};
            TamperedLink link =
                    link(stand, forger, NONE, (request, answer) -> noise[0] ? new byte[100 * 4_096] : answer);
            try (PumpSession session = stand.open(link).orElseThrow()) {
                noise[0] = true;
                requireWords(broken(() -> session.interrogate(stand.soon())), "bytes came without an answer");
                noise[0] = false;
            }
        });
    }

    private void lostSession() throws Exception {
        paired((stand, forger) -> {
            try (PumpSession session = stand.open(stand.link()).orElseThrow()) {
                restart(stand);
                LinkException e = broken(() -> session.stop(STOP, stand.soon()));
                require(e.reason() == LinkException.Reason.REFUSED, "it ended by %s", e.reason());
                requireWords(e, "UNAUTHENTICATED", "without proof");
            }
            require(!stoppedNow(stand), "the stop that was refused stopped the device");
        });
    }

    static boolean stoppedNow(DriverStand stand) throws Exception {
        try (PumpSession session = stand.open(stand.link()).orElseThrow()) {
            return session.interrogate(stand.soon()).revision().equals(new Revision(2));
        }
    }
}
