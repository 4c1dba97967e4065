/// English verbs and plurals whose forms share no stem: who asks how long we keep it must find that it is kept.
enum IrregularForms {
    /// The plain form of a folded English word, if the word is one of these.
    static func plainForm(of word: [UInt8]) -> [UInt8]? {
        word.count <= 10 ? plainForms[word] : nil
    }

    private static let plainForms: [[UInt8]: [UInt8]] = {
        var table: [[UInt8]: [UInt8]] = [:]
        for entry in list.split(separator: ",") {
            let forms = entry.utf8.split(separator: 0x20).map { Array($0) }
            for form in forms.dropFirst() { table[form] = forms[0] }
        }
        return table
    }()

    private static let list = """
        become became,begin began begun,break broke broken,bring brought,build built,buy bought,choose chose chosen,\
        come came,draw drew drawn,drive drove driven,eat ate eaten,fall fell fallen,find found,fly flew flown,\
        forget forgot forgotten,freeze froze frozen,get got gotten,give gave given,go went gone,grow grew grown,\
        hear heard,hide hid hidden,hold held,keep kept,know knew known,lend lent,lose lost,make made,mean meant,\
        meet met,pay paid,send sent,sell sold,speak spoke spoken,spend spent,steal stole stolen,take took taken,\
        teach taught,tell told,think thought,understand understood,win won,withdraw withdrew withdrawn,\
        write wrote written,child children,man men,woman women,person people,foot feet,tooth teeth
        """
}
