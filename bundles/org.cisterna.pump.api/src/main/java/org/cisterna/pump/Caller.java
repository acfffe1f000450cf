// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

/**
 * Who asks the host for something, as it stands in the ledger.
 *
 * @param id account
 * @param printedName name as it is printed under signatures
 * @param role role in which they act
 * @param via what they came through: a session, a token, a component
 * @param correlation names the request across entries; 1 to 64 characters
 */
public record Caller(String id, String printedName, String role, String via, String correlation) {}
