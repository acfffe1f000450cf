// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.util.List;
import java.util.Optional;
import org.cisterna.driver.synchromed.PageDevice.PageRefusal;
import org.cisterna.pump.spi.dialogue.Bytes;
import org.cisterna.pump.spi.dialogue.MalformedException;

/** The sealed requests of a {@link PageDevice}: reads their fields and writes the answers that report. */
final class PageDeviceActs {

    private PageDeviceActs() {}

    static Bytes carriedOut(PageDevice device, int type, FieldReader in) throws MalformedException, PageRefusal {
        Bytes answer =
                switch (type) {
                    case 0x20 -> device.identity;
                    case 0x22 -> status(device);
                    case 0x24 -> stored(device);
                    case 0x26 -> stage(device, in);
                    case 0x28 -> device.begin(in.bytes(16), in.bytes(8), in.u32(), in.bytes(32));
                    case 0x2A -> device.end(in.bytes(16));
                    case 0x2C -> device.discard(in.bytes(16));
                    case 0x2E -> device.stop(in.bytes(16));
                    case 0x30 -> events(device, in.u32(), in.u8());
                    case 0x32 -> device.close();
                    case 0x36 -> command(device.find(in.bytes(16)));
                    case 0x38 -> functions(device);
                    case 0x3A -> parts(device);
                    default -> throw new PageRefusal(4, 0, type, 0);
                };
        in.end();
        return answer;
    }

    static Bytes bytes(CommandRecord record) {
        return new FieldWriter()
                .bytes(record.id())
                .u8(record.kind())
                .u8(record.effect())
                .u64(record.at().toEpochMilli())
                .u32(record.revision())
                .bytes(record.planDigest())
                .done();
    }

    private static Bytes stage(PageDevice device, FieldReader in) throws MalformedException, PageRefusal {
        Bytes id = in.bytes(16);
        long expected = in.u32();
        return device.stage(id, expected, PlanBlock.read(in).encode());
    }

    private static Bytes command(Optional<CommandRecord> record) {
        return record.map(each -> new FieldWriter().u8(1).bytes(bytes(each)).done())
                .orElse(new FieldWriter().u8(0).done());
    }

    private static Bytes status(PageDevice device) {
        Bytes plan = device.valid ? device.plan : Bytes.EMPTY;
        return new FieldWriter()
                .u32(device.revision)
                .u32(3)
                .u8(1)
                .u64(1_767_171_600_000L)
                .u64(device.now())
                .u8(device.motor)
                .u8(device.reason)
                .u64(device.since)
                .u64(device.pendingUntil())
                .u8(device.motor == 1 ? 0 : 255)
                .u32(device.motor == 1 ? 140_000 : 0)
                .u16(plan.size())
                .bytes(plan)
                .u64(15_800_000)
                .u8(device.source)
                .u64(4_200_000)
                .u8(device.battery)
                .u8(98)
                .u64(device.replaceBy)
                .u32(device.alarms)
                .bytes(command(device.last()))
                .u32(1)
                .u32(device.events.size() + 1)
                .u8(1)
                .u32(0)
                .done();
    }

    private static Bytes functions(PageDevice device) throws PageRefusal {
        if (!device.knowsParts) {
            throw new PageRefusal(4, 0, 0x38, 0);
        }
        return new Golden().payload("functions");
    }

    /** Every part runs, and nothing of it was given. */
    private static Bytes parts(PageDevice device) throws MalformedException {
        List<BlockPart> parts = PlanBlock.decode(device.plan).parts();
        FieldWriter writer = new FieldWriter().u32(device.revision).u8(parts.size());
        parts.forEach(each -> writer.u8(each.kind()).u8(2).u64(0));
        return writer.done();
    }

    private static Bytes stored(PageDevice device) {
        if (!device.valid) {
            return new FieldWriter().u8(0).u32(2).done();
        }
        return new FieldWriter()
                .u8(1)
                .u32(2)
                .u32(device.bankRevision)
                .u32(Frame.crc32c(device.plan))
                .bytes(Derivation.planDigest(device.plan))
                .u16(device.plan.size())
                .bytes(device.plan)
                .u64(device.now())
                .bytes(device.writtenBy())
                .done();
    }

    /** An event without its number: clock, code, detail. */
    static Bytes event(long clock, int code, long first) {
        return new FieldWriter().u64(clock).u16(code).u64(first).u64(0).done();
    }

    private static Bytes events(PageDevice device, long from, int most) {
        List<Bytes> all = device.events;
        int start = (int) Math.max(from, 1) - 1;
        int end = Math.min(all.size(), start + most);
        FieldWriter writer = new FieldWriter().u32(1).u32(all.size() + 1).u8(end - start);
        for (int i = start; i < end; i++) {
            writer.u32(i + 1).bytes(all.get(i));
        }
        return writer.done();
    }
}
