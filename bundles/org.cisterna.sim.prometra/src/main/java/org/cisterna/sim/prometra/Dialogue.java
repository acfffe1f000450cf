// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.prometra;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceFirmware;
import org.cisterna.sim.prometra.Answer.Violation;
import org.cisterna.sim.prometra.Message.OtherVersion;
import org.cisterna.sim.prometra.Message.Sealing;
import org.cisterna.sim.prometra.TlvReader.Malformed;

/** One link's conversation: packets in, packets out, and the order of checks. Sections 2 and 4 of the protocol page. */
final class Dialogue implements DeviceFirmware.Conversation {

    private static final int ANY = 0;

    private final Firmware firmware;
    private final Requests requests;
    private final Opening opening;
    private final Packets packets = new Packets();

    Dialogue(Firmware firmware) {
        this.firmware = firmware;
        this.requests = new Requests(firmware);
        this.opening = new Opening(firmware);
    }

    @Override
    public byte[] receive(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Bytes message : packets.arrived(bytes)) {
            firmware.countBad(packets.takeBad());
            out.writeBytes(Packets.around(answer(message)));
        }
        firmware.countBad(packets.takeBad());
        return out.toByteArray();
    }

    @Override
    public void forget() {
        opening.forget();
    }

    private Bytes answer(Bytes bytes) throws IOException {
        Message message;
        try {
            message = Message.read(bytes);
        } catch (OtherVersion e) {
            return open(Answer.refused(
                    ANY, Violation.of(Code.UNSUPPORTED_VERSION, Tag.VERSION, e.version(), Limits.VERSION)));
        } catch (Malformed e) {
            return open(Answer.refused(ANY, Code.MALFORMED));
        }
        return message.sealing().isPresent() ? sealed(message, message.sealing().get()) : open(opening.answer(message));
    }

    private Bytes sealed(Message message, Sealing sealing) throws IOException {
        Session session = firmware.session().orElse(null);
        if (session == null || !session.fits(sealing)) {
            if (session != null) {
                firmware.unproved();
            }
            return open(Answer.refused(message.kind(), Code.UNAUTHENTICATED));
        }
        if (session.repeatsLast(sealing.counter(), sealing.seal())) {
            return session.lastAnswer();
        }
        if (sealing.counter() != session.expectedCounter()) {
            return open(Answer.refused(
                    message.kind(),
                    Violation.of(Code.BAD_COUNTER, Tag.COUNTER, sealing.counter(), session.expectedCounter())));
        }
        session.accept(sealing.counter(), sealing.seal(), firmware.at());
        return session.seal(requests.handle(message, session));
    }

    private static Bytes open(Answer answer) {
        return Message.open(answer.kind(), answer.fields());
    }
}
