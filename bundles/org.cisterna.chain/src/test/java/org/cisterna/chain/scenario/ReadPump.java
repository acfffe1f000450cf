// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.scenario;

import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Capabilities;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.scenario.Scenario;
import org.cisterna.sim.scenario.ScenarioAct;
import org.cisterna.sim.scenario.ScenarioPump;
import org.cisterna.testkit.VirtualTime;

/** A pump of a story, read once through the host. */
public final class ReadPump {

    private ReadPump() {}

    /** What a pump of a model can do, as the host read it. */
    public static Capabilities capabilities(DeviceFamily family, String model) throws Exception {
        Scenario story = Scenario.read(
                        "scenario read\nstory A pump is read.\npump S2-1 family " + family.name() + " model " + model
                                + " holds 18 mL of morphine 10 mg/mL catheter 0.1755 mL runs 0.2 mL/day\nat 0 s S2-1 read\n",
                        List.of(family))
                .orElseThrow();
        ScenarioPump pump = story.pumps().get(0);
        VirtualTime time = VirtualTime.create(1);
        return time.run(() -> {
            Bed bed = new Bed(time, new Trace(), pump, family, 1);
            try (HostDesk desk = new HostDesk(time, List.of(bed), 1)) {
                desk.act(new ScenarioAct.Read(), Optional.of(bed));
                return desk.reading(bed).orElseThrow().snapshot().identity().capabilities();
            }
        });
    }
}
