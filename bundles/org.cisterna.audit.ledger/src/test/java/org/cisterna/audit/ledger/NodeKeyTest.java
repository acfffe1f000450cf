// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** With the key pair and the note that implementations of signed notes share (golang.org/x/mod/sumdb/note). */
class NodeKeyTest {
    private static final String PRIVATE =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String TEXT =
            """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String NOTE = TEXT
            + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    private final NodeKey key = NodeKey.parse(PRIVATE);

    @Test
    void derivesTheVerifierKey() {
        assertThat(key.publicText()).isEqualTo(VERIFIER);
        assertThat(key.privateText()).isEqualTo(PRIVATE);
    }

    @Test
    void signsTheSharedNote() {
        assertThat(key.sign(TEXT)).isEqualTo(NOTE);
        assertThat(key.opened(NOTE)).contains(TEXT);
    }

    @Test
    void opensANoteThatOthersHaveSignedToo() {
        assertThat(
                        key.opened(
                                NOTE
                                        + "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"))
                .contains(TEXT);
    }

    @Test
    void opensNoNoteWithAChangedByte() {
        for (int i = 0; i < NOTE.length(); i++) {
            String changed = NOTE.substring(0, i) + (char) (NOTE.charAt(i) ^ 1) + NOTE.substring(i + 1);
            assertThat(key.opened(changed)).as("character %d", i).isEmpty();
        }
    }

    @Test
    void derivesTheKeyOfTheStandardFromItsSeed() {
        // RFC 8032, section 7.1, test 1
        NodeKey known = NodeKey.of(
                "n", HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
        assertThat(HexFormat.of()
                        .formatHex(Base64.getDecoder().decode(known.publicText().substring("n+00000000+".length()))))
                .isEqualTo("01d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    }

    @Test
    void refusesAMangledKeyWithoutShowingIt() {
        for (int i = 0; i < PRIVATE.length(); i++) {
            String mangled = PRIVATE.substring(0, i) + (char) (PRIVATE.charAt(i) + 1) + PRIVATE.substring(i + 1);
            assertThatThrownBy(() -> NodeKey.parse(mangled))
                    .as("character %d", i)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("EKFALVFGyNhPJEMzD1");
        }
    }
}
