// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy;

/**
 * An invitation and the token of its link, which is handed out this once.
 *
 * @param invitation the invitation
 * @param token 43 characters of URL-safe Base64, the last part of the link
 */
public record InvitationLink(Invitation invitation, String token) {
    /** Without the token. */
    @Override
    public String toString() {
        return "InvitationLink[" + invitation.id() + "]";
    }
}
