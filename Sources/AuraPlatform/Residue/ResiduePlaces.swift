import AuraCore
import Foundation
import Glibc

/// Where something could be left behind, on disk: the data folder with the backups and the probe's exports in it,
/// the files that this process has open (logs, redirected output, deleted temporary files), and what
/// was written meanwhile into the folder for temporary files and into the working folder.
struct ResiduePlaces {
    let dataFolder: String
    let began: Timestamp

    func search(_ scan: ResidueScan) throws(PlatformError) -> [ResidueVerdict] {
        try dataFiles(scan) + [openFiles(scan)]
            + [
                ("the temporary folder", NSTemporaryDirectory()),
                ("the working folder", FileManager.default.currentDirectoryPath),
            ].map { newFiles(in: $0.1, as: $0.0, scan) }
    }

    /// Every file of the data folder, whatever it is called.
    private func dataFiles(_ scan: ResidueScan) throws(PlatformError) -> [ResidueVerdict] {
        guard let names = FileManager.default.enumerator(atPath: dataFolder) else {
            throw PlatformError(.storageFailed, "the data folder cannot be listed", hint: "check its owner and mode")
        }
        let open = OpenFile.all
        return names.compactMap { $0 as? String }.sorted().compactMap { name in
            let path = dataFolder + "/" + name
            guard let identity = OpenFile.identity(of: path) else { return nil }
            let place = name.hasPrefix(ResidueProbe.prefix) ? "export \((name as NSString).lastPathComponent)" : name
            let own = open.first { $0.identity == identity }
            guard let found = own.map({ $0.found(scan) }) ?? scan.found(inFile: path) else {
                // It may have gone since it was listed, as a log does that was emptied.
                return OpenFile.identity(of: path) == identity
                    ? ResidueVerdict(place: place, gap: "it cannot be read") : nil
            }
            return ResidueVerdict(place: place, traces: found.traces)
        }
    }

    /// Standard output and error if they go to files, and whatever else is open, also under no name any more.
    private func openFiles(_ scan: ResidueScan) -> ResidueVerdict {
        var verdict = ResidueVerdict(place: "open files")
        let open = OpenFile.all
        for file in open {
            guard let found = file.found(scan) else {
                verdict.gap = "one of them cannot be read"
                continue
            }
            verdict.traces.formUnion(found.traces)
        }
        verdict.remark =
            "\(open.count) that this process has open, standard output and error among them if they are files"
        return verdict
    }

    /// Files of this user directly in a folder that were written since the probe began.
    private func newFiles(in folder: String, as place: String, _ scan: ResidueScan) -> ResidueVerdict {
        var verdict = ResidueVerdict(place: place)
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            verdict.gap = "it cannot be listed"
            return verdict
        }
        let open = Set(OpenFile.all.map(\.identity))
        var count = 0
        for name in names.sorted() {
            let path = (folder as NSString).appendingPathComponent(name)
            // What this process has open is looked at by its descriptor.
            guard let identity = OpenFile.identity(of: path), !open.contains(identity), isNew(path),
                let found = scan.found(inFile: path)
            else { continue }
            verdict.traces.formUnion(found.traces)
            count += 1
        }
        verdict.remark = "\(count) files written meanwhile"
        return verdict
    }

    /// Times of files are coarser than the clock.
    private func isNew(_ path: String) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_uid == geteuid() else { return false }
        return Int64(status.st_mtim.tv_sec) >= began.milliseconds / 1_000 - 1
    }
}
