// The settings in Portuguese.
import type { SettingTexts } from '../languages'

export const pt: SettingTexts = {
  'agent.max_minutes': {
    title: 'Duração máxima em minutos',
    help: 'Os minutos que uma execução pode durar, sem contar a espera pelas suas respostas; depois termina como falhada.',
  },
  'agent.max_parallel_runs': {
    title: 'Execuções em simultâneo',
    help: 'Quantas execuções trabalham ao mesmo tempo; as outras esperam.',
  },
  'agent.max_turns': {
    title: 'Respostas por execução',
    help: 'Quantas respostas uma execução pode pedir ao seu modelo; depois termina como falhada.',
  },
  'agent.model': {
    title: 'Modelo',
    help: 'O modelo de uma execução que não nomeia nenhum. «reflex» está integrado e não precisa de rede.',
  },
  'agent.repeat_limit': {
    title: 'Chamadas iguais por execução',
    help: 'Quantas vezes uma execução pode chamar a mesma ferramenta com os mesmos argumentos; depois é avisada e termina.',
  },
  'git.email': {
    title: 'Endereço de e-mail nos commits',
    help: 'O endereço de e-mail nos commits que o agente faz; vazio: o da configuração do repositório.',
  },
  'git.name': {
    title: 'Nome nos commits',
    help: 'O nome nos commits que o agente faz; vazio: o da configuração do repositório.',
  },
  'labels.untrusted_files': {
    title: 'Ficheiros escritos por outros',
    help: 'Padrões, separados por vírgulas, de ficheiros que pela sua natureza foram escritos por outros. Ler um deles faz com que a sessão deixe de ser de confiança: assim que tiver também dados seus, pergunta antes de destruir ou enviar seja o que for.',
  },
  'local.api_key_file': {
    title: 'Ficheiro da chave',
    help: 'Caminho de um ficheiro que contém a chave do servidor deste computador; vazio: não precisa de nenhuma. A chave em si nunca é guardada.',
  },
  'local.base_url': {
    title: 'Endereço do servidor',
    help: 'Endereço de um servidor de modelos neste computador que fala o protocolo da OpenAI, como http://127.0.0.1:8080/v1; vazio: não há nenhum.',
  },
  'log.level': {
    title: 'Nível do registo',
    help: 'A gravidade a partir da qual uma linha é escrita no registo de eventos.',
  },
  'memory.encoder': {
    title: 'Pesquisa pelo sentido',
    help: 'Como a memória é pesquisada pelo sentido, a partir do próximo arranque. minilm: a melhor. static: indexa centenas de vezes mais depressa, para muito texto. off: só pelas palavras.',
  },
  'memory.suggestions': {
    title: 'Sugestões de lembranças',
    help: 'O que acontece aos factos, preferências e decisões notados no que diz, ou que um modelo quer guardar. ask: esperam até que os confirme. accept: valem de imediato, mas não os de conversas em que outros podem ter escrito. off: nenhum é procurado.',
  },
  'network.mode': {
    title: 'O que pode sair',
    help: 'O que pode sair deste computador. offline: nada. local: só para a rede privada, onde uma regra o permita. allowlist: só para onde uma regra o permita. ask: onde nenhuma regra se aplica, é-lhe perguntado.',
  },
  'redaction.accounts': {
    title: 'Números de cartão e de conta',
    help: 'O que acontece aos números de cartões de pagamento e aos IBAN num pedido a um modelo que não está neste computador. mask: sai um substituto, e a resposta recebe o número de volta. ask: é-lhe perguntado. block: o pedido não sai.',
  },
  'redaction.emails': {
    title: 'Endereços de e-mail',
    help: 'O que acontece aos endereços de e-mail num pedido a um modelo que não está neste computador; como em redaction.accounts.',
  },
  'redaction.home_paths': {
    title: 'Caminhos de pastas pessoais',
    help: 'O que acontece às pastas pessoais, que têm o nome do seu utilizador, num pedido a um modelo que não está neste computador; como em redaction.accounts.',
  },
  'redaction.pattern_action': {
    title: 'O que fazer aos seus padrões',
    help: 'O que acontece ao que redaction.patterns descreve num pedido a um modelo que não está neste computador; como em redaction.accounts.',
  },
  'redaction.patterns': {
    title: 'Os seus próprios padrões',
    help: 'O que é privado para si, um por linha: "name: Ada Lovelace" (palavras inteiras, em maiúsculas ou minúsculas), "path: clients/**" (um padrão de caminhos) ou "regex: ACME-[0-9]{6}" (RE2, dentro de uma linha).',
  },
  'redaction.phones': {
    title: 'Números de telefone',
    help: 'O que acontece aos números de telefone num pedido a um modelo que não está neste computador; como em redaction.accounts.',
  },
  'redaction.secrets': {
    title: 'Chaves e palavras-passe',
    help: 'O que acontece às chaves, tokens, palavras-passe e chaves privadas num pedido a um modelo que não está neste computador; como em redaction.accounts.',
  },
  'remote.api_key_file': {
    title: 'Ficheiro da chave',
    help: 'Caminho de um ficheiro que contém a chave do servidor remoto; vazio: não precisa de nenhuma. A chave em si nunca é guardada.',
  },
  'remote.base_url': {
    title: 'Endereço do servidor',
    help: 'Endereço de um servidor de modelos noutro lugar que fala o protocolo da OpenAI, como https://models.example.org/v1; vazio: não há nenhum. Só é consultado até onde as regras da página «Rede» o permitem.',
  },
  'server.idle_minutes': {
    title: 'Fim após minutos sem trabalho',
    help: 'Os minutos sem trabalho após os quais termina um servidor que um comando iniciou; 0: nunca.',
  },
  'server.max_connections': {
    title: 'Ligações em simultâneo',
    help: 'Quantas ligações podem estar abertas ao mesmo tempo; às outras é respondido 503.',
  },
  'server.tcp': {
    title: 'Acesso para navegadores',
    help: 'Se o servidor escuta também em 127.0.0.1, para navegadores; a linha de comandos só precisa do seu socket Unix.',
  },
  'store.durability': {
    title: 'Resistência a falhas de energia',
    help: 'full: o que está confirmado sobrevive a uma falha de energia. normal: sobrevive a uma falha do programa, mas talvez não a uma falha de energia; mais rápido.',
  },
}
