// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.firmware;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cisterna.sim.Bytes;
import org.cisterna.sim.DeviceCrypto;

/**
 * X25519, HKDF-SHA-256 and HMAC-SHA-256 cut to 128 bits, as all our protocols use them; under which labels, and over what, is each family's own. Pure;
 * any thread.
 */
public abstract class KeySchedule {

    /** Bytes of a nonce. */
    public static final int NONCE = 16;

    /** Bytes of a confirmation, a proof or a seal. */
    public static final int MAC = 16;

    /** Bytes of a key's name. */
    public static final int KEY_ID = 8;

    /** Bytes of a public or private key. */
    public static final int PUBLIC_KEY = 32;

    /** Bytes of a digest. */
    public static final int DIGEST = 32;

    private final Labels labels;

    /** Under which labels a family derives; no two of them alike. */
    public record Labels(
            String hostConfirmation, String deviceConfirmation, String keyId, String hostProof, String deviceProof) {}

    /** The schedule of a family. */
    protected KeySchedule(Labels labels) {
        this.labels = labels;
    }

    /** What both sides of a pairing have to agree about. */
    protected abstract Bytes pairingInfo(
            int role, String serial, Bytes hostKey, Bytes deviceKey, Bytes hostNonce, Bytes deviceNonce);

    /** What both sides of a session have to agree about. */
    protected abstract Bytes context(String serial, Bytes keyId, long session, Bytes hostNonce, Bytes deviceNonce);

    /** The key of a pairing, from what was agreed and what is printed on the device. */
    public final Bytes pairingKey(Bytes shared, String pairingCode, Bytes info) {
        Bytes salt = DeviceCrypto.sha256(Bytes.of(pairingCode.getBytes(StandardCharsets.US_ASCII)));
        Bytes extracted = DeviceCrypto.mac(salt, shared);
        return DeviceCrypto.mac(extracted, joined(info, Bytes.of(new byte[] {1})));
    }

    /** By which a host shows that it has the key of a pairing. */
    public final Bytes hostConfirmation(Bytes key, Bytes info) {
        return labelled(key, labels.hostConfirmation(), DeviceCrypto.sha256(info), MAC);
    }

    /** By which the device shows it. */
    public final Bytes deviceConfirmation(Bytes key, Bytes info) {
        return labelled(key, labels.deviceConfirmation(), DeviceCrypto.sha256(info), MAC);
    }

    /** The name of a key. */
    public final Bytes keyId(Bytes key) {
        return labelled(key, labels.keyId(), Bytes.NONE, KEY_ID);
    }

    /** By which a host opens a session. */
    public final Bytes hostProof(Bytes key, Bytes context) {
        return labelled(key, labels.hostProof(), context, MAC);
    }

    /** By which the device answers it. */
    public final Bytes deviceProof(Bytes key, Bytes context) {
        return labelled(key, labels.deviceProof(), context, MAC);
    }

    /** The first bytes of a code over data under a label. */
    protected static Bytes labelled(Bytes key, String label, Bytes data, int length) {
        Bytes whole = DeviceCrypto.mac(key, joined(label(label), data));
        return Bytes.of(Arrays.copyOf(whole.array(), length));
    }

    /** A label, ended by a zero. */
    protected static Bytes label(String label) {
        return Bytes.of((label + '\0').getBytes(StandardCharsets.US_ASCII));
    }

    /** One behind the other. */
    protected static Bytes joined(Bytes... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Bytes part : parts) {
            out.writeBytes(part.array());
        }
        return Bytes.of(out.toByteArray());
    }
}
