// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants.code;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.cisterna.pump.spi.PumpDriver;

/** A time has no place. */
public final class LocalTime extends Around {

    /** Around a driver. */
    public LocalTime(PumpDriver inner) {
        super(inner);
    }

    LocalDateTime of(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
