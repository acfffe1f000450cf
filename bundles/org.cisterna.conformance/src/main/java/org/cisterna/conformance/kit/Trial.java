// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.cisterna.conformance.bundle.DriverBundle;
import org.cisterna.conformance.rig.RigAct;
import org.cisterna.conformance.rig.RigFactory;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.time.Randomness;

/** What the tests of one run share: how to make a bench, what the pump declares, chance, and sweeps that several rules look at. */
final class Trial {

    private final Supplier<PumpDriver> drivers;
    private final RigFactory rigs;
    private final Optional<DriverBundle> bundle;
    private final Profile profile;
    private final long seed;
    private final Supplier<BenchTime> times;
    private final Map<String, Breaks> sweeps = new HashMap<>();
    private Optional<Plans> plans = Optional.empty();
    private Optional<RandomRun> life = Optional.empty();
    private Optional<Bench> latest = Optional.empty();

    /** In virtual time. */
    Trial(Supplier<PumpDriver> drivers, RigFactory rigs, Optional<DriverBundle> bundle, Profile profile, long seed) {
        this(drivers, rigs, bundle, profile, seed, () -> new StepTime(Bench.START));
    }

    Trial(
            Supplier<PumpDriver> drivers,
            RigFactory rigs,
            Optional<DriverBundle> bundle,
            Profile profile,
            long seed,
            Supplier<BenchTime> times) {
        this.drivers = drivers;
        this.rigs = rigs;
        this.bundle = bundle;
        this.profile = profile;
        this.seed = seed;
        this.times = times;
    }

    Profile profile() {
        return profile;
    }

    DriverDescriptor descriptor() {
        return drivers.get().descriptor();
    }

    RandomGenerator random(String purpose) {
        return Randomness.seeded(seed).stream(purpose);
    }

    /** The bundle of the driver. */
    DriverBundle bundle() throws NotTestable {
        return bundle.orElseThrow(() ->
                NotTestable.rig("needs the bundle of the driver; this run of the kit was given its classes alone"));
    }

    /** A bench that nothing here holds on to: for a driver whose classes have to go. */
    Bench benchFor(PumpDriver driver) throws IOException {
        return new Bench(driver, rigs, 0, seed, times.get());
    }

    PumpDriver newDriver() {
        return drivers.get();
    }

    /** A pump as it comes from its maker. */
    Bench bench() throws IOException {
        return bench(0);
    }

    Bench bench(int pump) throws IOException {
        Bench made = new Bench(drivers.get(), rigs, pump, seed, times.get());
        latest = Optional.of(made);
        return made;
    }

    /** What passed on the bench that was made last. */
    Moments latest() {
        return latest.map(each -> each.trace().moments()).orElse(Moments.NONE);
    }

    /** A pump that is paired. */
    Bench paired() throws IOException, Unusable, LinkException, InterruptedException {
        return paired(bench());
    }

    Bench paired(Bench bench) throws Unusable, LinkException, InterruptedException {
        Answer<PumpIdentity> answer = bench.pair();
        if (!(answer instanceof Answer.Done<PumpIdentity> done)) {
            throw new Unusable("over a link without faults the pairing was refused: " + answer.violations());
        }
        if (plans.isEmpty()) {
            plans = Optional.of(
                    new Plans(bench.driver(), done.value(), bench.rig().content()));
        }
        return bench;
    }

    /** A paired pump that runs the base programme. */
    Bench ready() throws IOException, Unusable, LinkException, InterruptedException {
        return ready(paired());
    }

    Bench ready(Bench bench) throws Unusable, LinkException, InterruptedException {
        Said said = change(bench, plans(bench).base(), List.of());
        if (said.kind() != Said.Kind.APPLIED) {
            throw new Unusable("over a link without faults a first programme came to " + said);
        }
        bench.pass(Duration.ofMinutes(10));
        return bench;
    }

    /** Plans for a pump of a bench. */
    Plans plans(Bench bench) throws Unusable, LinkException, InterruptedException {
        try (PumpSession session = bench.session()) {
            return new Plans(bench.driver(), session.identity(), bench.rig().content());
        }
    }

    /** Plans for the first pump. */
    Plans plans() throws IOException, Unusable, LinkException, InterruptedException {
        if (plans.isEmpty()) {
            paired();
        }
        return plans.orElseThrow();
    }

    /** A whole change over a link without faults, for the revision that the pump has. */
    Said change(Bench bench, Programme programme, List<ProgrammePart> parts)
            throws Unusable, LinkException, InterruptedException {
        Plans made = plans(bench);
        Revision revision = bench.read().revision();
        return change(bench, made.plan(revision, programme, parts), bench.id());
    }

    /** A whole change as a host does it, over a link with faults: stage, commit, read back by another request, compare. */
    Said change(Bench bench, Plan plan, CommandId id, WireFault... faults) throws InterruptedException {
        Optional<PumpSession> opened = Optional.empty();
        try {
            Answer<PumpSession> answer = bench.open(faults);
            if (!(answer instanceof Answer.Done<PumpSession> done)) {
                return new Said(Said.Kind.REFUSED, "opening: " + answer.violations());
            }
            opened = Optional.of(done.value());
            return change(bench, done.value(), plan, id);
        } catch (LinkException e) {
            return new Said(Said.Kind.OPEN, e.reason() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            return new Said(Said.Kind.OPEN, "interrupted");
        } catch (RuntimeException e) {
            return new Said(Said.Kind.THREW, e.toString());
        } finally {
            opened.ifPresent(PumpSession::close);
        }
    }

    Said change(Bench bench, PumpSession session, Plan plan, CommandId id) throws LinkException, InterruptedException {
        Answer<Staged> staged = session.stage(plan, id, bench.soon());
        if (!(staged instanceof Answer.Done<Staged> held)) {
            return new Said(Said.Kind.REFUSED, "staging: " + staged.violations());
        }
        Answer<CommandEffect> committed = session.commit(held.value(), id, bench.soon());
        if (!(committed instanceof Answer.Done<CommandEffect> done)) {
            return new Said(Said.Kind.REFUSED, "commit: " + committed.violations());
        }
        if (done.value().effect() == CommandEffect.Effect.ROLLED_BACK) {
            return new Said(Said.Kind.REFUSED, "rolled back");
        }
        if (done.value().effect() != CommandEffect.Effect.APPLIED) {
            return new Said(Said.Kind.OPEN, done.value().effect().name());
        }
        ReadBack back = session.readBack(bench.soon());
        return back.programme().equals(plan.programme())
                        && back.parts().equals(plan.parts())
                        && back.solution().equals(Optional.of(plan.solution()))
                ? new Said(Said.Kind.APPLIED, "revision " + back.revision().number())
                : new Said(Said.Kind.OPEN, "it says applied, and reads back " + back);
    }

    /** A change whose link is broken at many places; made once for all rules that look at it. */
    Breaks sweep(Sweep.What what) throws IOException, Unusable, LinkException, InterruptedException, NotTestable {
        Breaks known = sweeps.get(what.name());
        if (known == null) {
            known = Sweep.of(this, what);
            sweeps.put(what.name(), known);
        }
        return known;
    }

    /** A life of one pump by chance; lived once for all rules that look at it. */
    RandomRun randomRun() throws IOException, Unusable, LinkException, InterruptedException, NotTestable {
        if (life.isEmpty()) {
            life = Optional.of(RandomRun.of(this));
        }
        return life.get();
    }

    /** Fails unless the rig can do it. */
    void requires(Bench bench, RigAct... acts) throws NotTestable {
        for (RigAct act : acts) {
            if (!bench.rig().acts().contains(act)) {
                throw NotTestable.rig("the rig cannot do " + act + " to this pump");
            }
        }
    }
}
