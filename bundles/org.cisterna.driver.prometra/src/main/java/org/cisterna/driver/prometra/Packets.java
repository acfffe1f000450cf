// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.prometra;

import java.util.Optional;
import org.cisterna.pump.spi.dialogue.FrameReader;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** The messages in the packets of one link. */
final class Packets implements FrameReader<Message> {

    private final PacketDecoder decoder = new PacketDecoder();

    @Override
    public void feed(byte[] bytes) {
        decoder.feed(bytes);
    }

    @Override
    public Optional<Frame<Message>> next() {
        return decoder.next().map(packet -> new Frame<>(packet.wire(), message(packet)));
    }

    private static Optional<Message> message(PacketDecoder.Packet packet) {
        try {
            return Optional.of(Message.read(packet.message()));
        } catch (MalformedException e) {
            return Optional.empty(); // whoever sent it, it is no message
        }
    }

    @Override
    public byte[] wire(Message message) {
        return PacketDecoder.packet(message.bytes()).toArray();
    }
}
