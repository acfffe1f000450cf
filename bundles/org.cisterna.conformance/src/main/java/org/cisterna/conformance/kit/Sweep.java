// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cisterna.conformance.kit.WireFault.Kind;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.CallContext.Direction;
import org.cisterna.pump.wire.LinkException;

/** Makes one change again and again, each time with the link broken at another byte, and records what was said, read and given. {@link Breaks} judges it. */
final class Sweep {

    private static final Duration WATCHED = Duration.ofHours(3);
    private static final Duration SETTLE = Duration.ofSeconds(5);

    /** What is changed. */
    enum What {
        /** The day. */
        PROGRAMME,
        /** A bolus by order. */
        BOLUS,
        /** A prime. */
        PRIME,
        /** A bridge. */
        BRIDGE
    }

    private Sweep() {}

    static Breaks of(Trial trial, What what)
            throws IOException, Unusable, LinkException, InterruptedException, NotTestable {
        Plans plans = trial.plans();
        Optional<ProgrammePart> part =
                switch (what) {
                    case PROGRAMME -> Optional.empty();
                    case BOLUS -> plans.bolus(40_000);
                    case PRIME -> plans.prime(40_000);
                    case BRIDGE -> plans.bridge();
                };
        if (what != What.PROGRAMME && part.isEmpty()) {
            throw NotTestable.absent("the pump declares no " + what.name().toLowerCase(Locale.ROOT));
        }
        Programme next = what == What.PROGRAMME ? plans.next() : plans.base();
        List<ProgrammePart> parts = part.stream().toList();
        Bench whole = trial.ready();
        Instant from = whole.time().now();
        Said said = trial.change(whole, plan(whole, plans, next, parts), whole.id());
        if (said.kind() != Said.Kind.APPLIED) {
            throw new Unusable("over a link without faults the change came to " + said);
        }
        long givenByOld = Plans.integral(plans.base(), from, from.plus(WATCHED));
        long givenByNew = Plans.integral(next, from, from.plus(WATCHED)) + extra(parts, plans);
        List<Wire.Message> messages = whole.wire().messages();
        List<Breaks.Break> breaks = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            for (long at : places(messages, direction, trial.profile())) {
                breaks.add(broken(trial, new WireFault(Kind.CUT, direction, at), next, parts));
            }
        }
        for (Direction direction : Direction.values()) {
            for (long at : boundaries(messages, direction)) {
                breaks.add(broken(trial, new WireFault(Kind.SILENCE, direction, at), next, parts));
            }
        }
        return new Breaks(
                what.name(),
                plans.base(),
                next,
                parts,
                givenByOld,
                givenByNew,
                WATCHED,
                plans.capabilities().accuracyPerMille(),
                breaks);
    }

    /** What a part gives beside the day, in nanolitres. */
    private static long extra(List<ProgrammePart> parts, Plans plans) {
        long sum = 0;
        for (ProgrammePart part : parts) {
            if (part instanceof ProgrammePart.SingleBolus bolus) {
                sum += bolus.volume().nanolitres();
            } else if (part instanceof ProgrammePart.Prime prime) {
                sum += prime.volume().nanolitres();
            } else if (part instanceof ProgrammePart.Bridge bridge) {
                Programme day = plans.base();
                sum += Plans.integral(
                                new Programme.Continuous(bridge.rate()),
                                Bench.START,
                                Bench.START.plus(bridge.duration()))
                        - Plans.integral(day, Bench.START, Bench.START.plus(bridge.duration()));
            }
        }
        return sum;
    }

    private static Plan plan(Bench bench, Plans plans, Programme next, List<ProgrammePart> parts)
            throws Unusable, LinkException, InterruptedException {
        Revision revision = bench.read().revision();
        return plans.plan(revision, next, parts);
    }

    private static Breaks.Break broken(Trial trial, WireFault fault, Programme next, List<ProgrammePart> parts)
            throws IOException, Unusable, LinkException, InterruptedException, NotTestable {
        Bench bench = trial.ready();
        Plan plan = plan(bench, trial.plans(), next, parts);
        Instant from = bench.time().now();
        long before = bench.flow().pushedPicolitres();
        int calls = bench.trace().calls().size();
        long moments = bench.trace().moments().told();
        Said said = trial.change(bench, plan, bench.id(), fault);
        List<Trace.Called> made = List.copyOf(
                bench.trace().calls().subList(calls, bench.trace().calls().size()));
        boolean flowing = bench.flow().flowing();
        Optional<Snapshot> atOnce = Optional.empty();
        String trouble = "";
        try {
            atOnce = Optional.of(bench.read());
        } catch (Unusable | LinkException e) {
            trouble = String.valueOf(e.getMessage());
        }
        bench.pass(
                bench.driver().descriptor().interimStop().orElse(Duration.ZERO).plus(SETTLE));
        bench.flow();
        Optional<Snapshot> after = Optional.empty();
        try {
            after = Optional.of(bench.read());
        } catch (Unusable | LinkException e) {
            trouble = String.valueOf(e.getMessage());
        }
        Duration left = Duration.between(bench.time().now(), from.plus(WATCHED));
        bench.pass(left.isNegative() ? Duration.ZERO : left);
        long given = (bench.flow().pushedPicolitres() - before) / 1_000;
        return new Breaks.Break(
                fault,
                said,
                atOnce,
                trouble,
                flowing,
                after,
                given,
                made,
                bench.trace().momentsFrom(moments));
    }

    /** Each byte at the profile's distance, and the first two of each message. */
    static SortedSet<Long> places(List<Wire.Message> messages, Direction direction, Profile profile) {
        SortedSet<Long> places = boundaries(messages, direction);
        for (long start : List.copyOf(places)) {
            places.add(start + 1);
        }
        long all = length(messages, direction);
        for (long at = 0; at < all; at += profile.stride()) {
            places.add(at);
        }
        places.removeIf(at -> at >= all);
        return places;
    }

    /** The first byte of each message. */
    static SortedSet<Long> boundaries(List<Wire.Message> messages, Direction direction) {
        SortedSet<Long> starts = new TreeSet<>();
        long at = 0;
        for (Wire.Message message : messages) {
            if (message.direction() == direction) {
                starts.add(at);
                at += message.bytes().length();
            }
        }
        return starts;
    }

    /** How many bytes were given in a direction. */
    static long length(List<Wire.Message> messages, Direction direction) {
        return messages.stream()
                .filter(each -> each.direction() == direction)
                .mapToLong(each -> each.bytes().length())
                .sum();
    }
}
