// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

/**
 * A token that was made, and its text, which is handed out this once.
 *
 * @param token the token
 * @param text what its bearer sends: {@code Authorization: Bearer TEXT}
 */
public record NewToken(TokenSummary token, String text) {
    /** Without the text. */
    @Override
    public String toString() {
        return "NewToken[" + token.id() + "]";
    }
}
