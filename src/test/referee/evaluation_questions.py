"""Writes 200 questions of general medical knowledge in three layouts, and files of examples, for evaluation.py.

    python src/test/referee/evaluation_questions.py DIR

DIR/test/physiology_test.csv and DIR/dev/physiology_dev.csv as MMLU, DIR/medqa.jsonl and DIR/medqa_train.jsonl as MedQA (five options), DIR/cmmlu/anatomy.csv
and DIR/cmmlu_dev/anatomy.csv as CMMLU. The questions are facts of textbooks, put together here; options are other answers of the same table.
"""

import csv
import json
import pathlib
import random
import sys

# Question in English, question in Chinese, then pairs: what is asked for, the answer; in both languages.
TABLES = [
    ("A lack of which vitamin causes {}?", "缺乏哪种维生素会引起{}？", [
        ("scurvy", "坏血病", "vitamin C", "维生素C"), ("rickets", "佝偻病", "vitamin D", "维生素D"), ("beriberi", "脚气病", "vitamin B1", "维生素B1"),
        ("pellagra", "糙皮病", "niacin", "烟酸"), ("night blindness", "夜盲症", "vitamin A", "维生素A"), ("pernicious anaemia", "恶性贫血", "vitamin B12", "维生素B12"),
        ("neural tube defects", "神经管缺陷", "folic acid", "叶酸"), ("bleeding of the newborn", "新生儿出血", "vitamin K", "维生素K")]),
    ("Which gland makes {}?", "哪个腺体分泌{}？", [
        ("insulin", "胰岛素", "pancreas", "胰腺"), ("thyroxine", "甲状腺素", "thyroid", "甲状腺"), ("cortisol", "皮质醇", "adrenal cortex", "肾上腺皮质"),
        ("growth hormone", "生长激素", "anterior pituitary", "垂体前叶"), ("adrenaline", "肾上腺素", "adrenal medulla", "肾上腺髓质"), ("parathyroid hormone", "甲状旁腺素", "parathyroid", "甲状旁腺"),
        ("melatonin", "褪黑素", "pineal gland", "松果体"), ("testosterone", "睾酮", "testis", "睾丸"), ("progesterone", "孕酮", "ovary", "卵巢")]),
    ("Which germ causes {}?", "{}由哪种病原体引起？", [
        ("tuberculosis", "结核病", "Mycobacterium tuberculosis", "结核分枝杆菌"), ("cholera", "霍乱", "Vibrio cholerae", "霍乱弧菌"), ("syphilis", "梅毒", "Treponema pallidum", "梅毒螺旋体"),
        ("typhoid fever", "伤寒", "Salmonella typhi", "伤寒沙门菌"), ("tetanus", "破伤风", "Clostridium tetani", "破伤风梭菌"), ("plague", "鼠疫", "Yersinia pestis", "鼠疫耶尔森菌"),
        ("whooping cough", "百日咳", "Bordetella pertussis", "百日咳鲍特菌"), ("anthrax", "炭疽", "Bacillus anthracis", "炭疽芽孢杆菌"), ("Lyme disease", "莱姆病", "Borrelia burgdorferi", "伯氏疏螺旋体"),
        ("gonorrhoea", "淋病", "Neisseria gonorrhoeae", "淋病奈瑟菌")]),
    ("Which nerve serves {}?", "{}由哪条神经支配？", [
        ("the diaphragm", "膈肌", "phrenic nerve", "膈神经"), ("the deltoid", "三角肌", "axillary nerve", "腋神经"), ("sight", "视觉", "optic nerve", "视神经"),
        ("smell", "嗅觉", "olfactory nerve", "嗅神经"), ("the muscles of expression", "表情肌", "facial nerve", "面神经"), ("the muscles of chewing", "咀嚼肌", "trigeminal nerve", "三叉神经"),
        ("the tongue's muscles", "舌肌", "hypoglossal nerve", "舌下神经"), ("the quadriceps", "股四头肌", "femoral nerve", "股神经"), ("hearing", "听觉", "vestibulocochlear nerve", "前庭蜗神经"),
        ("the extensors of the wrist", "腕伸肌", "radial nerve", "桡神经")]),
    ("Which drug is an antidote to {}?", "{}中毒的解毒药是哪种？", [
        ("opioids", "阿片类药物", "naloxone", "纳洛酮"), ("paracetamol", "对乙酰氨基酚", "acetylcysteine", "乙酰半胱氨酸"), ("benzodiazepines", "苯二氮䓬类药物", "flumazenil", "氟马西尼"),
        ("heparin", "肝素", "protamine", "鱼精蛋白"), ("warfarin", "华法林", "phytomenadione", "维生素K1"), ("organophosphates", "有机磷", "atropine", "阿托品"),
        ("iron", "铁剂", "deferoxamine", "去铁胺"), ("methanol", "甲醇", "fomepizole", "甲吡唑"), ("digoxin", "地高辛", "digoxin antibodies", "地高辛抗体")]),
    ("Which organ does {} inflame?", "{}是哪个器官的炎症？", [
        ("hepatitis", "肝炎", "liver", "肝脏"), ("nephritis", "肾炎", "kidney", "肾脏"), ("cystitis", "膀胱炎", "bladder", "膀胱"), ("gastritis", "胃炎", "stomach", "胃"),
        ("encephalitis", "脑炎", "brain", "脑"), ("myocarditis", "心肌炎", "heart", "心脏"), ("pneumonia", "肺炎", "lung", "肺"), ("otitis", "耳炎", "ear", "耳"),
        ("colitis", "结肠炎", "colon", "结肠"), ("cholecystitis", "胆囊炎", "gallbladder", "胆囊")]),
    ("{} is a lack or an excess of what in the blood?", "{}指血液中哪种物质异常？", [
        ("Hyperkalaemia", "高钾血症", "potassium", "钾"), ("Hyponatraemia", "低钠血症", "sodium", "钠"), ("Hypocalcaemia", "低钙血症", "calcium", "钙"), ("Hypoglycaemia", "低血糖", "glucose", "葡萄糖"),
        ("Hyperuricaemia", "高尿酸血症", "uric acid", "尿酸"), ("Hypomagnesaemia", "低镁血症", "magnesium", "镁"), ("Hyperbilirubinaemia", "高胆红素血症", "bilirubin", "胆红素"), ("Uraemia", "尿毒症", "urea", "尿素"),
        ("Hypoalbuminaemia", "低白蛋白血症", "albumin", "白蛋白"), ("Hyperphosphataemia", "高磷血症", "phosphate", "磷酸盐")]),
]
LETTERS = "ABCDE"


def questions(count, chinese, options, seed):
    """Tuples of question, options, letter; the same facts come again with other options."""
    draw = random.Random(seed)
    rows = [(table, row) for table in TABLES for row in table[2]]
    made, seen = [], set()
    while len(made) < count:
        for table, row in draw.sample(rows, len(rows)):
            words = [row[3 if chinese else 2]]
            others = [other[3 if chinese else 2] for other in table[2] if other is not row]
            words += draw.sample(others, options - 1)
            draw.shuffle(words)
            text = table[1 if chinese else 0].format(row[1 if chinese else 0])
            if len(made) < count and (text, tuple(words)) not in seen:
                seen.add((text, tuple(words)))
                made.append((text, words, LETTERS[words.index(row[3 if chinese else 2])]))
    return made


def table(path, rows, header=None, numbered=False):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        if header:
            writer.writerow(header)
        for number, (text, words, letter) in enumerate(rows):
            writer.writerow(([number] if numbered else []) + [text, *words, letter])


def lines(path, rows):
    with open(path, "w", encoding="utf-8") as out:
        for text, words, letter in rows:
            options = dict(zip(LETTERS, words))
            row = {"question": text, "answer": options[letter], "options": options, "meta_info": "facts", "answer_idx": letter}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def main():
    folder = pathlib.Path(sys.argv[1])
    english = questions(75, False, 4, 1)
    table(folder / "test/physiology_test.csv", english[:70])
    table(folder / "dev/physiology_dev.csv", english[70:])
    five = questions(70, False, 5, 2)
    folder.mkdir(parents=True, exist_ok=True)
    lines(folder / "medqa.jsonl", five[:65])
    lines(folder / "medqa_train.jsonl", five[65:])
    chinese = questions(70, True, 4, 3)
    header = ["", "Question", "A", "B", "C", "D", "Answer"]
    table(folder / "cmmlu/anatomy.csv", chinese[:65], header, True)
    table(folder / "cmmlu_dev/anatomy.csv", chinese[65:], header, True)


if __name__ == "__main__":
    main()
