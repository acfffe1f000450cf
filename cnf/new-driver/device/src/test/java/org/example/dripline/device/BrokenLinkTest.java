// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.FlowRate;
import org.cisterna.testkit.FaultPlan;
import org.cisterna.testkit.LinkPair;
import org.junit.jupiter.api.Test;

/** The link is cut after every byte of a dose change: the pump then runs the old programme or the new one, and a reading says which. */
final class BrokenLinkTest {

    private static final Programme OLD = new Programme.Continuous(new FlowRate(140_000));
    private static final Programme NEW = new Programme.Continuous(new FlowRate(150_000));

    @Test
    void whereverTheLinkIsCutThePumpRunsOldOrNewAndSaysWhich() throws Exception {
        LinkPair whole = dialogue(pair -> {}).link();
        int toPump = whole.writtenToFar().length;
        int fromPump = whole.writtenToNear().length;
        int applied = 0;
        for (int after = 0; after <= toPump; after++) {
            int cut = after;
            applied += dialogue(pair -> pair.faultsToFar(FaultPlan.none().cutAfter(cut)))
                            .applied()
                    ? 1
                    : 0;
        }
        for (int after = 0; after <= fromPump; after++) {
            int cut = after;
            applied += dialogue(pair -> pair.faultsToNear(FaultPlan.none().cutAfter(cut)))
                            .applied()
                    ? 1
                    : 0;
        }
        assertThat(applied)
                .as("some cuts came too late to matter, and some did not")
                .isBetween(2, toPump + fromPump);
    }

    @Test
    void aByteThatIsLostOrChangedIsAskedForAgainAndNothingIsDoneTwice() throws Exception {
        int fromPump = dialogue(pair -> {}).link().writtenToNear().length;
        for (int number = 1; number <= fromPump; number += 7) {
            int changed = number;
            assertThat(dialogue(pair -> pair.faultsToNear(FaultPlan.none().corrupt(changed, 0x01)))
                            .revision())
                    .isLessThanOrEqualTo(2);
        }
    }

    private record Ended(LinkPair link, boolean applied, long revision) {}

    @FunctionalInterface
    private interface Faults {
        void set(LinkPair pair);
    }

    /** A dose change over a link with faults, and a look at the pump over a whole one. */
    private static Ended dialogue(Faults faults) throws Exception {
        Bench bench = new Bench();
        return bench.time.run(() -> {
            bench.pair(DripLineMain.CODE).orElseThrow();
            LinkPair link = bench.link();
            faults.set(link);
            Optional<CommandEffect> said = changed(bench, link);
            link.near().close();

            PumpSession after = bench.session();
            Snapshot snapshot = after.interrogate(bench.soon());
            ReadBack stored = after.readBack(bench.soon());
            after.close();
            assertThat(stored.programme()).isEqualTo(snapshot.programme()).isIn(OLD, NEW);
            boolean applied = snapshot.programme().equals(NEW);
            assertThat(snapshot.lastCommand().isPresent())
                    .as("the pump remembers the command it did")
                    .isEqualTo(applied);
            if (said.isPresent()) {
                assertThat(applied).as("what was said to be applied is").isTrue();
            }
            return new Ended(link, applied, snapshot.revision().number());
        });
    }

    private static Optional<CommandEffect> changed(Bench bench, LinkPair link) throws Exception {
        try {
            Answer<PumpSession> opened = bench.open(link);
            if (!(opened instanceof Answer.Done<PumpSession> session)) {
                return Optional.empty();
            }
            CommandEffect effect = bench.change(session.value(), NEW, 1).orElseThrow();
            session.value().close();
            return Optional.of(effect);
        } catch (LinkException broken) {
            return Optional.empty();
        } catch (IOException other) {
            throw new AssertionError("a broken link is a LinkException", other);
        }
    }
}
