// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.pumps;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;

/** From the words of the SPI to those of the model. */
final class ModelWords {

    private static final int LONGER_THAN_A_LIFE = 400;

    private ModelWords() {}

    /** A day. */
    static List<PumpModel.Step> day(Programme programme) {
        if (programme instanceof Programme.Flex flex) {
            return flex.steps().stream()
                    .map(each -> new PumpModel.Step(
                            each.start().minute(), each.rate().nanolitresPerDay()))
                    .toList();
        }
        return List.of(new PumpModel.Step(0, programme.rates().get(0).nanolitresPerDay()));
    }

    /** What comes before the day, or lies over it, in its order. */
    static List<PumpModel.Stretch> once(Family family, List<ProgrammePart> parts) {
        List<PumpModel.Stretch> once = new ArrayList<>();
        for (ProgrammePart part : ProgrammePart.inOrder(parts)) {
            if (part instanceof ProgrammePart.Prime prime) {
                long volume = prime.volume().nanolitres();
                once.add(PumpModel.Stretch.ofVolume(
                        volume, volume * 86_400_000 / prime.rate().nanolitresPerDay(), false));
            } else if (part instanceof ProgrammePart.Bridge bridge) {
                once.add(PumpModel.Stretch.ofRate(
                        bridge.rate().nanolitresPerDay(), bridge.duration().toMillis()));
            } else if (part instanceof ProgrammePart.SingleBolus bolus) {
                once.add(PumpModel.Stretch.ofVolume(
                        bolus.volume().nanolitres(), bolus.duration().toMillis(), family.bolusOnTop()));
            } else if (part instanceof ProgrammePart.PeriodicBolus bolus) {
                for (int i = 0; i < LONGER_THAN_A_LIFE; i++) {
                    once.add(PumpModel.Stretch.ofVolume(
                            bolus.volume().nanolitres(), bolus.duration().toMillis(), false));
                    once.add(PumpModel.Stretch.ofVolume(
                            0, bolus.interval().minus(bolus.duration()).toMillis(), true));
                }
            }
        }
        return once;
    }
}
