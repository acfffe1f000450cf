// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.util.ArrayList;
import java.util.List;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** What a pump says it is and can do; section 5.4 of the protocol page. Rates are whole strokes a day, times minutes, volumes nanolitres. */
record Description(
        String manufacturer,
        String model,
        String serial,
        String firmware,
        long stroke,
        int lowestRate,
        int highestRate,
        int mostSteps,
        int startGrid,
        long usable,
        long residual,
        long pathway,
        long refillAt,
        int accuracyPerMille,
        int mostDrugs,
        int bolusGrid,
        int longestBolus,
        int bridgeGrid,
        int longestBridge,
        int primeRate,
        List<String> controllerDrugs,
        int driftPerMillion) {

    static Description read(FieldCursor in) throws MalformedException {
        String manufacturer = in.text(0x10);
        String model = in.text(0x11);
        String serial = in.text(0x12);
        String firmware = in.text(0x13);
        return in.group(0x20, g -> limits(g, manufacturer, model, serial, firmware));
    }

    private static Description limits(FieldCursor g, String manufacturer, String model, String serial, String firmware)
            throws MalformedException {
        long stroke = above(0, g.number(0x01), "the volume of a stroke");
        int lowest = g.count(0x02);
        int highest = g.count(0x03);
        int mostSteps = g.count(0x04);
        int startGrid = g.count(0x05);
        long usable = g.number(0x06);
        long residual = g.number(0x07);
        long pathway = g.number(0x08);
        long refillAt = g.number(0x09);
        int accuracy = g.count(0x0A);
        for (int informative = 0x0B; informative <= 0x0E; informative++) {
            g.number(informative);
        }
        int mostDrugs = g.count(0x0F);
        int bolusGrid = g.count(0x10);
        int longestBolus = g.count(0x11);
        int bridgeGrid = g.count(0x12);
        int longestBridge = g.count(0x13);
        int primeRate = g.count(0x14);
        List<String> drugs = new ArrayList<>();
        while (g.comes(0x15)) {
            drugs.add(g.text(0x15));
        }
        int drift = g.count(0x16);
        g.number(0x17);
        g.number(0x18);
        g.number(0x19);
        return new Description(
                manufacturer,
                model,
                serial,
                firmware,
                stroke,
                lowest,
                highest,
                mostSteps,
                startGrid,
                usable,
                residual,
                pathway,
                refillAt,
                accuracy,
                mostDrugs,
                bolusGrid,
                longestBolus,
                bridgeGrid,
                longestBridge,
                primeRate,
                List.copyOf(drugs),
                drift);
    }

    private static long above(long least, long value, String what) throws MalformedException {
        if (value <= least) {
            throw new MalformedException(what + " is " + value);
        }
        return value;
    }
}
