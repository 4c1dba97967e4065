/// Repeated measurements of one thing.
public struct Samples: Sendable {
    private var sorted: [Double]

    public init(_ values: [Double]) {
        sorted = values.sorted()
    }

    /// The value below which this share of the samples lies; 0 if there are none.
    public func quantile(_ share: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }

    public var median: Double { quantile(0.5) }
}

extension Duration {
    public var milliseconds: Double {
        Double(components.seconds) * 1_000 + Double(components.attoseconds) / 1e15
    }
}

/// A number with so many digits behind the point.
public func rounded(_ value: Double, _ digits: Int = 3) -> String {
    var factor = 1.0
    for _ in 0..<digits { factor *= 10 }
    let scaled = Int((abs(value) * factor).rounded())
    let whole = scaled / Int(factor)
    let fraction = String(scaled % Int(factor))
    guard digits > 0 else { return (value < 0 ? "-" : "") + String(whole) }
    return (value < 0 ? "-" : "") + "\(whole)." + String(repeating: "0", count: digits - fraction.count) + fraction
}
