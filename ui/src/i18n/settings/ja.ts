// The settings in Japanese.
import type { SettingTexts } from '../languages'

export const ja: SettingTexts = {
  'agent.max_minutes': {
    title: '実行時間の上限 (分)',
    help: '1 回の実行にかけてよい分数です。あなたの返事を待つ時間は含みません。超えると失敗として終わります。',
  },
  'agent.max_parallel_runs': {
    title: '同時に行う実行',
    help: '同時に進める実行の数です。それを超えた分は待ちます。',
  },
  'agent.max_turns': {
    title: '1 回の実行での応答数',
    help: '1 回の実行がモデルに求めてよい応答の数です。超えると失敗として終わります。',
  },
  'agent.model': {
    title: 'モデル',
    help: 'モデルを指定しない実行で使うモデルです。「reflex」は内蔵されていて、ネットワークを必要としません。',
  },
  'agent.repeat_limit': {
    title: '同じ呼び出しの上限',
    help: '1 回の実行が、同じツールを同じ引数で呼び出してよい回数です。超えるとそのことが伝えられ、実行は終わります。',
  },
  'git.email': {
    title: 'コミットのメールアドレス',
    help: 'エージェントが作るコミットに書かれるメールアドレスです。空のときは、リポジトリの設定に従います。',
  },
  'git.name': {
    title: 'コミットの名前',
    help: 'エージェントが作るコミットに書かれる名前です。空のときは、リポジトリの設定に従います。',
  },
  'labels.untrusted_files': {
    title: '他人が書いたファイル',
    help: '性質上、他人が書いたとみなすファイルのパターンをコンマで区切って書きます。それを読んだセッションは信頼されなくなり、あなたのデータも含むようになると、何かを壊したり送ったりする前に確認します。',
  },
  'local.api_key_file': {
    title: 'キーのファイル',
    help: 'このコンピューターのサーバーのキーが入ったファイルのパスです。空のときは、キーを必要としません。キーそのものは決して保存されません。',
  },
  'local.base_url': {
    title: 'サーバーのアドレス',
    help: 'このコンピューターで動く、OpenAI のプロトコルに対応したモデルサーバーのアドレスです (例: http://127.0.0.1:8080/v1)。空のときは、サーバーはありません。',
  },
  'log.level': {
    title: 'ログのレベル',
    help: 'ログに書く行の、最も低い重大さです。',
  },
  'memory.encoder': {
    title: '意味による検索',
    help: '記憶を意味で検索する方法です。次回の起動から有効になります。minilm: 最も良い結果。static: 索引の作成が数百倍速く、大量の文章に向きます。off: 言葉だけで検索します。',
  },
  'memory.suggestions': {
    title: '記憶の提案',
    help: 'あなたの発言から気づいた事実・好み・決定や、モデルが残したいと考えたものをどう扱うか。ask: 確認されるまで待ちます。accept: すぐに有効になりますが、他人が書いた可能性のある会話のものは除きます。off: 何も拾いません。',
  },
  'network.mode': {
    title: '出てよいもの',
    help: 'このコンピューターから出てよいものです。offline: 何も出しません。local: 規則が許す場合に、プライベートネットワークへだけ出します。allowlist: 規則が許すところへだけ出します。ask: 規則がないときは、あなたに尋ねます。',
  },
  'redaction.accounts': {
    title: 'カード番号と口座番号',
    help: 'このコンピューターの外にあるモデルへの要求に含まれる、支払いカードの番号と IBAN の扱いです。mask: 代わりの文字列を送り、回答では元の番号に戻します。ask: あなたに尋ねます。block: 要求を送りません。',
  },
  'redaction.emails': {
    title: 'メールアドレス',
    help: 'このコンピューターの外にあるモデルへの要求に含まれるメールアドレスの扱いです。値は redaction.accounts と同じです。',
  },
  'redaction.home_paths': {
    title: 'ホームフォルダーのパス',
    help: 'このコンピューターの外にあるモデルへの要求に含まれる、ユーザー名のわかるホームフォルダーの扱いです。値は redaction.accounts と同じです。',
  },
  'redaction.pattern_action': {
    title: '独自のパターンの扱い',
    help: 'このコンピューターの外にあるモデルへの要求に含まれる、redaction.patterns に当てはまるものの扱いです。値は redaction.accounts と同じです。',
  },
  'redaction.patterns': {
    title: '独自のパターン',
    help: 'あなたにとって私的なものを、1 行に 1 つ書きます: "name: Ada Lovelace" (単語全体、大文字と小文字は区別しません)、"path: clients/**" (パスのパターン)、"regex: ACME-[0-9]{6}" (RE2、1 行の中)。',
  },
  'redaction.phones': {
    title: '電話番号',
    help: 'このコンピューターの外にあるモデルへの要求に含まれる電話番号の扱いです。値は redaction.accounts と同じです。',
  },
  'redaction.secrets': {
    title: 'キーとパスワード',
    help: 'このコンピューターの外にあるモデルへの要求に含まれる、キー、トークン、パスワード、秘密鍵の扱いです。値は redaction.accounts と同じです。',
  },
  'remote.api_key_file': {
    title: 'キーのファイル',
    help: '別の場所のサーバーのキーが入ったファイルのパスです。空のときは、キーを必要としません。キーそのものは決して保存されません。',
  },
  'remote.base_url': {
    title: 'サーバーのアドレス',
    help: '別の場所で動く、OpenAI のプロトコルに対応したモデルサーバーのアドレスです (例: https://models.example.org/v1)。空のときは、サーバーはありません。「ネットワーク」のページの規則が許す範囲でだけ使われます。',
  },
  'server.idle_minutes': {
    title: '作業がないときに終わるまでの分数',
    help: 'コマンドが起動したサーバーは、作業のないままこの分数が過ぎると自ら終わります。0 のときは終わりません。',
  },
  'server.max_connections': {
    title: '同時接続の上限',
    help: '同時に開いていてよい接続の数です。それを超えた接続には 503 を返します。',
  },
  'server.tcp': {
    title: 'ブラウザーからの接続',
    help: 'サーバーがブラウザーのために 127.0.0.1 でも待ち受けるかどうかです。コマンドラインには Unix ソケットだけで足ります。',
  },
  'store.durability': {
    title: '停電への備え',
    help: 'full: 確定したものは停電でも失われません。normal: プログラムの異常終了では失われませんが、停電では失われることがあります。その分速くなります。',
  },
}
