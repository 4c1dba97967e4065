/// A text in which what differs between two runs is covered: digits, the letters of ids that digits follow, and hashes
/// and signatures.
struct Masked {
    let text: String

    init(_ text: String) {
        // Hexadecimal or base64 of 30 bytes and more.
        let text = text.replacing(/[A-Za-z0-9+\/]{40,}=*/, with: "HASH")
        var result = ""
        var word = ""
        func finish() {
            let isID = Masked.isULID(word) || Masked.isFingerprint(word)
            result += isID ? "ID" : String(word.map { $0.isNumber ? "0" : $0 })
            word = ""
        }
        for letter in text {
            if letter.isASCII, letter.isLetter || letter.isNumber {
                word.append(letter)
            } else {
                finish()
                result.append(letter)
            }
        }
        finish()
        self.text = result
    }

    private static func isFingerprint(_ word: String) -> Bool {
        word.count == 32 && word.allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }

    private static func isULID(_ word: String) -> Bool {
        word.count == 26 && word.allSatisfy { $0.isNumber || $0.isUppercase }
    }
}
