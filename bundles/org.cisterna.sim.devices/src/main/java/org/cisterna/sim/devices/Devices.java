// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;
import org.cisterna.time.PumpTimeFeed.Reading;

/** The platform's end of the simulated devices, wherever they run. Thread-safe. */
interface Devices extends AutoCloseable {

    /** Scheme of the addresses: {@code sim:S2-000001}. */
    String SCHEME = "sim";

    List<FoundPump> found();

    Link open(String serial, Instant deadline) throws LinkException;

    Optional<Reading> reading();

    /** Why no device can be reached now, in words. */
    Optional<String> trouble();

    @Override
    void close() throws IOException;

    static FoundPump pump(String manufacturer, String serial) {
        return new FoundPump(SCHEME + ':' + serial, manufacturer, serial, true);
    }

    /** The serial in an address. */
    static String serial(String address) throws LinkException {
        if (!address.startsWith(SCHEME + ':')) {
            throw new LinkException(
                    Reason.UNKNOWN_ADDRESS, "the address '" + address + "' does not begin with " + SCHEME + ":");
        }
        return address.substring(SCHEME.length() + 1);
    }
}
