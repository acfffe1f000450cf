// SPDX-License-Identifier: Apache-2.0

// Command export checks a file of ledger entries with nothing of Cisterna: the signature with sumdb/note, the tree with
// sumdb/tlog, both from the Go project's golang.org/x/mod. The file's form is in docs/ledger.md.
//
// With Debian's golang-go and golang-golang-x-mod-dev, and without network:
//
//	GO111MODULE=off GOFLAGS= GOPATH=/usr/share/gocode go run export.go FILE VKEY-FILE
//
// Exit status 0: every entry of the file is the one that was signed; 1: a finding; 2: wrong use.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type span struct{ From, Until int64 }

func check(file []byte, vkey string) (entries int, size int64, err error) {
	lines := bytes.Split(file, []byte("\n"))
	if len(lines) < 3 || len(lines[len(lines)-1]) != 0 {
		return 0, 0, fmt.Errorf("it was cut off")
	}
	records := lines[1 : len(lines)-2]
	var head struct {
		Checkpoint string
		Ranges     []span
	}
	var proof struct{ Hashes, Leaves []string }
	if err := json.Unmarshal(lines[0], &head); err != nil {
		return 0, 0, fmt.Errorf("its first line: %v", err)
	}
	if err := json.Unmarshal(lines[len(lines)-2], &proof); err != nil {
		return 0, 0, fmt.Errorf("its last line: %v", err)
	}

	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return 0, 0, fmt.Errorf("the key: %v", err)
	}
	signed, err := note.Open([]byte(head.Checkpoint), note.VerifierList(verifier))
	if err != nil {
		return 0, 0, fmt.Errorf("the checkpoint: %v", err)
	}
	tree := strings.Split(signed.Text, "\n") // origin, size, root
	if len(tree) < 4 {
		return 0, 0, fmt.Errorf("the checkpoint has no size and root")
	}
	if size, err = strconv.ParseInt(tree[1], 10, 64); err != nil {
		return 0, 0, err
	}
	want, err := tlog.ParseHash(tree[2])
	if err != nil {
		return 0, 0, err
	}

	var hash func(start, end int64) tlog.Hash
	hash = func(start, end int64) tlog.Hash {
		without := true
		for _, s := range head.Ranges {
			without = without && (s.From >= end || start >= s.Until)
		}
		switch {
		case without && len(proof.Hashes) > 0:
			next, bad := tlog.ParseHash(proof.Hashes[0])
			if bad != nil {
				err = bad
			}
			proof.Hashes = proof.Hashes[1:]
			return next
		case !without && end-start == 1 && entries < len(records):
			entries++
			return tlog.RecordHash(records[entries-1])
		case without || end-start <= 1:
			err = fmt.Errorf("it has fewer entries or hashes than its ranges need")
			return tlog.Hash{}
		}
		half := int64(1)
		for half*2 < end-start {
			half *= 2
		}
		left := hash(start, start+half)
		return tlog.NodeHash(left, hash(start+half, end))
	}
	root := hash(0, size)
	switch {
	case err != nil:
		return 0, 0, err
	case entries != len(records) || len(proof.Hashes) > 0:
		return 0, 0, fmt.Errorf("it has more entries or hashes than its ranges need")
	case root != want:
		return 0, 0, fmt.Errorf("entries and hashes lead to the root %v, and %v was signed", root, want)
	}
	return entries, size, nil
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: export FILE VKEY-FILE")
		os.Exit(2)
	}
	file, err := os.ReadFile(os.Args[1])
	key, keyErr := os.ReadFile(os.Args[2])
	if err != nil || keyErr != nil {
		fmt.Fprintln(os.Stderr, "cannot be read:", err, keyErr)
		os.Exit(2)
	}
	entries, size, err := check(file, strings.TrimSpace(string(key)))
	if err != nil {
		fmt.Println("NOT GOOD:", err)
		os.Exit(1)
	}
	fmt.Printf("GOOD: %d of %d entries are the ones that were signed, each at its place in the log.\n", entries, size)
}
