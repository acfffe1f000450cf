// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import static org.cisterna.pump.FaultDetection.none;
import static org.cisterna.pump.FaultDetection.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CallBounds;
import org.cisterna.pump.Conduct;
import org.cisterna.pump.DriverClass;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.Fault;
import org.cisterna.pump.FaultDetection;
import org.cisterna.pump.FaultDetection.Method;
import org.cisterna.pump.MriConduct;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.spi.Call;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.spi.dialogue.MessageLink;
import org.cisterna.pump.spi.dialogue.SessionOpening;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.quantity.Volume;
import org.osgi.service.component.annotations.Component;

/**
 * Drives simulated pumps of the Prometra II class, by the made-up protocol of {@code docs/protocols/prometra.md}. It has no state of its
 * own: every session starts from what the pump says.
 */
@Component(service = PumpDriver.class)
public final class PrometraDriver implements PumpDriver {

    static final String MANUFACTURER = "Cisterna Simulations";

    private static final Duration MOMENT = Duration.ofMinutes(1);

    /** Three strokes for which the accumulator does not refill. */
    private static final Volume THREE_STROKES = new Volume(6_000);

    private static final Conduct CONDUCT = new Conduct(
            DriverClass.TRANSACTIONAL,
            Identities.DRIVEN.firmwares(),
            new MriConduct(MriConduct.InField.SHUTS_UNTIL_RESET, true, Optional.empty(), Duration.ZERO),
            List.of(
                    within(Fault.RESERVOIR_LOW, Method.INFERRED, MOMENT),
                    new FaultDetection(Fault.RESERVOIR_EMPTY, Method.MEASURED, MOMENT, THREE_STROKES),
                    none(Fault.RESERVOIR_VOLUME_WRONG),
                    none(Fault.DRIVE_STANDS),
                    new FaultDetection(Fault.VALVE_CLOSED, Method.MEASURED, MOMENT, THREE_STROKES),
                    none(Fault.OVER_DELIVERY),
                    none(Fault.UNDER_DELIVERY),
                    new FaultDetection(Fault.CATHETER_BLOCKED, Method.INFERRED, MOMENT, THREE_STROKES),
                    none(Fault.CATHETER_LEAKS),
                    within(Fault.STOPPED_TOO_LONG, Method.INFERRED, Duration.ofDays(2)),
                    within(Fault.BATTERY_NEAR_END, Method.INFERRED, MOMENT),
                    within(Fault.BATTERY_END, Method.INFERRED, MOMENT),
                    within(Fault.POWER_LOST, Method.MEASURED, MOMENT),
                    none(Fault.MEMORY_DAMAGED),
                    none(Fault.CLOCK_WRONG)),
            new CallBounds(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(2)),
            true);

    private static final DriverDescriptor DESCRIPTOR = new DriverDescriptor(
            "prometra",
            "Prometra II class, simulated",
            "1.0.0",
            MANUFACTURER,
            "Drives simulated pumps of the Prometra II class by a made-up protocol. It drives no real pump, is not a medical device, and is"
                    + " not affiliated with a manufacturer.",
            true,
            Optional.empty(),
            CONDUCT);

    @Override
    public DriverDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Answer<PumpIdentity> pair(Link link, PairingKeys pairing, CallContext context, Instant deadline)
            throws LinkException, InterruptedException {
        Call call = Call.until(context, deadline);
        return new Pairing(new MessageLink<>(link, context, new Packets()), pairing, context, call).pair();
    }

    @Override
    public Answer<PumpSession> open(Link link, SessionContext context, Instant deadline)
            throws LinkException, InterruptedException {
        MessageLink<Message> messages = new MessageLink<>(link, context, new Packets());
        return new Opening(messages, context, Call.until(context, deadline)).open(messages, context);
    }

    private record Opening(MessageLink<Message> link, SessionContext context, Call call)
            implements SessionOpening<SealedChannel> {

        @Override
        public Answer<SealedChannel> channel(String serial) throws LinkException, InterruptedException {
            return new Handshake(link, context, call, context.key()).open(serial);
        }

        @Override
        public Answer<PumpSession> session(SealedChannel channel) throws LinkException, InterruptedException {
            Description device = channel.read(Kind.DESCRIBE, new Fields(), Description::read, call);
            return Identities.understood(device)
                    .map(identity -> new PrometraSession(link, context, channel, device, identity));
        }

        @Override
        public void leave(SealedChannel channel, Duration wait) {
            channel.leave(context, wait);
        }
    }
}
