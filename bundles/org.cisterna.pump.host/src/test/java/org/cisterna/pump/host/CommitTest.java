// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Envelope;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.Outcome;
import org.cisterna.pump.PumpEntries;
import org.cisterna.pump.Revision;
import org.junit.jupiter.api.Test;

class CommitTest {

    @Test
    void aReleasedPlanIsCommittedReadBackAndEntered() throws Exception {
        Rig.play("CommitTest.committed", rig -> {
            rig.read().orElseThrow();
            CommandResult result = rig.commit(Rig.NEW).orElseThrow();

            assertThat(result.outcome()).isEqualTo(new Outcome.Applied(Outcome.Evidence.READ_BACK, new Revision(8)));
            assertThat(rig.pump.programme).isEqualTo(Rig.NEW);
            assertThat(result.reading().orElseThrow().snapshot().programme()).isEqualTo(Rig.NEW);
            assertThat(result.warnings()).isEmpty();
            Envelope outcome =
                    rig.memory.all().get(Math.toIntExact(result.entry().orElseThrow()));
            assertThat(outcome.entry().type()).isEqualTo(PumpEntries.Ended.TYPE);
            assertThat(outcome.entry().evidence()).hasSize(1);
            assertThat(rig.evidence.get(outcome.entry().evidence().get(0))).isPresent();
            assertThat(rig.status().reading()).isEqualTo(result.reading());
            assertThat(rig.status().unknown()).isEmpty();
            assertThat(rig.driver.calls)
                    .endsWith(
                            "open",
                            "identity",
                            "interrogate",
                            "preview",
                            "stage",
                            "commit",
                            "readBack",
                            "interrogate",
                            "close");
            assertThat(rig.links.open).isZero();
        });
    }

    @Test
    void theIntentIsDurableBeforeTheFirstByteOfTheCommandLeaves() throws Exception {
        Rig.play("CommitTest.intentFirst", rig -> {
            rig.commit(Rig.NEW).orElseThrow();
            long intent = rig.memory.ofType(PumpEntries.Intent.TYPE).get(0).sequence();
            List<FakeLinks.Written> command = rig.links.written.stream()
                    .filter(each -> List.of("stage", "commit").contains(each.text()))
                    .toList();
            assertThat(command).hasSize(2).allMatch(each -> each.ledgerSize() > intent);
            PumpEntries.Intent body = PumpEntries.Intent.fromJson(
                    rig.memory.ofType(PumpEntries.Intent.TYPE).get(0).entry().body());
            assertThat(body.before())
                    .isEqualTo(Optional.of(PumpEntries.Before.of(rig.pump.snapshot()))
                            .map(b -> new PumpEntries.Before(new Revision(7), FakePump.OLD, b.solution(), b.motor())));
        });
    }
}
