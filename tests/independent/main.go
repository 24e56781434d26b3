// Command independent checks what the gateway's logs produce with an implementation that shares no code with it: the tree and the
// notes of Go's checksum database (golang.org/x/mod/sumdb), and Ed25519 of Go's library.
//
// It reads one check a line from the standard input and answers with one line each, "ok" or "bad" and why:
//
//	log DIRECTORY KEY              every entry, bundle, tile and the checkpoint of a log's public files
//	proof FILE ENTRY-FILE KEY      a C2SP tlog-proof
//	consistency FILE KEY           "old N", "root BASE64", proof lines, an empty line, and a signed checkpoint
//	cosignature NOTE-FILE KEY      a checkpoint with the cosignature (kind 0x04) of a witness
package main

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type checkpoint struct {
	origin string
	size   int64
	root   tlog.Hash
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if err := check(strings.Split(lines.Text(), " ")); err != nil {
			fmt.Printf("bad %s: %v\n", lines.Text(), err)
		} else {
			fmt.Printf("ok %s\n", lines.Text())
		}
	}
}

func check(words []string) error {
	switch {
	case words[0] == "log" && len(words) == 3:
		return checkLog(words[1], words[2])
	case words[0] == "proof" && len(words) == 4:
		return checkProof(words[1], words[2], words[3])
	case words[0] == "consistency" && len(words) == 3:
		return checkConsistency(words[1], words[2])
	case words[0] == "cosignature" && len(words) == 3:
		return checkCosignature(words[1], words[2])
	}
	return errors.New("not a check")
}

func openCheckpoint(signed []byte, key string) (checkpoint, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return checkpoint{}, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return checkpoint{}, err
	}
	return parseCheckpoint(opened.Text, verifier.Name())
}

func parseCheckpoint(text, origin string) (checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != origin {
		return checkpoint{}, errors.New("not a checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return checkpoint{}, errors.New("not a size")
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return checkpoint{}, err
	}
	return checkpoint{lines[0], size, root}, nil
}

// The path that C2SP gives a tile: Go's has the height of tiles in it.
func pathOf(tile tlog.Tile) string {
	return "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
}

func checkLog(directory, key string) error {
	signed, err := os.ReadFile(filepath.Join(directory, "checkpoint"))
	if err != nil {
		return err
	}
	head, err := openCheckpoint(signed, key)
	if err != nil {
		return err
	}
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var hashes []tlog.Hash
		for _, index := range indexes {
			if index >= int64(len(stored)) {
				return nil, errors.New("not that many hashes")
			}
			hashes = append(hashes, stored[index])
		}
		return hashes, nil
	})
	for first := int64(0); first < head.size; first += 256 {
		entries, err := readBundle(directory, first/256, min(256, head.size-first))
		if err != nil {
			return err
		}
		for i, entry := range entries {
			more, err := tlog.StoredHashes(first+int64(i), entry, reader)
			if err != nil {
				return err
			}
			stored = append(stored, more...)
		}
	}
	root, err := tlog.TreeHash(head.size, reader)
	if err != nil {
		return err
	}
	if head.size == 0 {
		root = sha256.Sum256(nil)
	}
	if root != head.root {
		return errors.New("the entries do not have the signed root")
	}
	for _, tile := range tlog.NewTiles(8, 0, head.size) {
		// Older versions of the package name all narrower forms of the last tile of a level, too.
		if tile.W < 256 && int64(tile.W) != head.size>>(8*tile.L)%256 {
			continue
		}
		expected, err := tlog.ReadTileData(tile, reader)
		if err != nil {
			return err
		}
		actual, err := os.ReadFile(filepath.Join(directory, pathOf(tile)))
		if err != nil {
			return err
		}
		if !bytes.Equal(expected, actual) {
			return fmt.Errorf("%s is not the tile of these entries", pathOf(tile))
		}
	}
	return nil
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

func readBundle(directory string, number, width int64) ([][]byte, error) {
	name := pathOf(tlog.Tile{H: 8, L: 0, N: number, W: int(width)})
	name = "tile/entries/" + strings.TrimPrefix(name, "tile/0/")
	bundle, err := os.ReadFile(filepath.Join(directory, name))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(bundle) >= 2 {
		length := int(binary.BigEndian.Uint16(bundle))
		if len(bundle) < 2+length {
			return nil, fmt.Errorf("%s is cut", name)
		}
		entries = append(entries, bundle[2:2+length])
		bundle = bundle[2+length:]
	}
	if int64(len(entries)) != width || len(bundle) > 0 {
		return nil, fmt.Errorf("%s does not hold %d entries", name, width)
	}
	return entries, nil
}

func checkProof(file, entryFile, key string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	entry, err := os.ReadFile(entryFile)
	if err != nil {
		return err
	}
	parts := strings.SplitN(string(text), "\n\n", 2)
	if len(parts) != 2 {
		return errors.New("no empty line")
	}
	lines := strings.Split(parts[0], "\n")
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		return errors.New("not a tlog-proof")
	}
	index, err := strconv.ParseInt(lines[1][len("index "):], 10, 64)
	if err != nil {
		return err
	}
	proof, err := parseHashes(lines[2:])
	if err != nil {
		return err
	}
	head, err := openCheckpoint([]byte(parts[1]), key)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, head.size, head.root, index, tlog.RecordHash(entry))
}

func parseHashes(lines []string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

func checkConsistency(file, key string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	parts := strings.SplitN(string(text), "\n\n", 2)
	if len(parts) != 2 {
		return errors.New("no empty line")
	}
	lines := strings.Split(parts[0], "\n")
	if len(lines) < 2 {
		return errors.New("too short")
	}
	old, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "old "), 10, 64)
	if err != nil {
		return err
	}
	oldRoot, err := tlog.ParseHash(strings.TrimPrefix(lines[1], "root "))
	if err != nil {
		return err
	}
	proof, err := parseHashes(lines[2:])
	if err != nil {
		return err
	}
	head, err := openCheckpoint([]byte(parts[1]), key)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, head.size, head.root, old, oldRoot)
}

func checkCosignature(file, key string) error {
	signed, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	words := strings.SplitN(key, "+", 3)
	if len(words) != 3 {
		return errors.New("not a key")
	}
	public, err := base64.StdEncoding.DecodeString(words[2])
	if err != nil || len(public) != 33 || public[0] != 0x04 {
		return errors.New("not a key of kind 0x04")
	}
	id := sha256.Sum256(append([]byte(words[0]+"\n"), public...))
	if fmt.Sprintf("%x", id[:4]) != words[1] {
		return errors.New("the key has another id")
	}
	split := bytes.LastIndex(signed, []byte("\n\n"))
	if split < 0 {
		return errors.New("not a note")
	}
	text := signed[:split+1]
	for _, line := range strings.Split(strings.TrimSuffix(string(signed[split+2:]), "\n"), "\n") {
		parts := strings.Split(strings.TrimPrefix(line, "— "), " ")
		if len(parts) != 2 || parts[0] != words[0] {
			continue
		}
		payload, err := base64.StdEncoding.DecodeString(parts[1])
		if err != nil || len(payload) != 76 || !bytes.Equal(payload[:4], id[:4]) {
			continue
		}
		time := binary.BigEndian.Uint64(payload[4:12])
		message := append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", time)), text...)
		if ed25519.Verify(public[1:], message, payload[12:]) {
			return nil
		}
		return errors.New("the cosignature does not verify")
	}
	return errors.New("no cosignature of this witness")
}
